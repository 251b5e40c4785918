/** Purposes of items, with the numbers that sealed manifests hold. A number is never given to another purpose. */
export const purposeNumbers = {
  reflection: 1,
  taps: 2,
  'thought-record': 3,
  keepsake: 4,
  carry: 5,
  'own-lines': 6,
  feedback: 7,
  'incident-draft': 8,
  'debrief-note': 9,
  pins: 10,
  habits: 11,
  'small-wins': 12,
} as const;

export type Purpose = keyof typeof purposeNumbers;

const byNumber = new Map(Object.entries(purposeNumbers).map(([purpose, number]) => [number as number, purpose as Purpose]));
/** Finds the purpose of a number; null for a number of a later version. */
export const purposeFromNumber = (number: number): Purpose | null => byNumber.get(number) ?? null;

/** Purposes of shares between two people. The server knows recipient, purpose and thread of a share, and not its content. */
export type SharePurpose = 'feedback-question' | 'feedback-answer' | 'debrief-note';
