/** What may be kept in a vault. The numbers stand in sealed lists: never give one to something else. */
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
export const purposeFromNumber = (number: number): Purpose | null => byNumber.get(number) ?? null;

/** What one person may seal to another. Whom it goes to and what it answers is known to the server; what it says is not. */
export type SharePurpose = 'feedback-question' | 'feedback-answer' | 'debrief-note';
