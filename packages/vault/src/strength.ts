/**
 * Estimates the bits of a passphrase, rather too low than too high. A letter counts as in written words; repeated letters, sequences
 * and rows of the keyboard count next to nothing. Without a dictionary a well-known saying looks better than it is, which is why
 * the thresholds are high.
 */
const bitsOf = (passphrase: string, known: readonly string[]): number => {
  let text = passphrase.normalize('NFKC').toLowerCase();
  // Guessers try the person's name and the product's name first.
  for (const word of known.filter(({ length }) => length > 2)) text = text.replaceAll(word.toLowerCase(), ' ');
  const rows = ['qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'yxcvbnm', 'zxcvbnm', '1234567890', 'abcdefghijklmnopqrstuvwxyz'];
  const isNext = (a: string, b: string): boolean => rows.some((row) => row.includes(a + b) || row.includes(b + a));
  // Letters between signs are rarely words.
  const ofLetters = /[\p{L}\p{N}][^\p{L}\p{N}\s]+[\p{L}\p{N}]/u.test(text) ? 3.6 : 2.2;
  const worth = (letter: string): number => (/\p{L}/u.test(letter) ? ofLetters : /\s/u.test(letter) ? 0.8 : 3.3);
  const seen = new Set<string>();
  let bits = 0;
  [...text].forEach((letter, at, letters) => {
    const before = letters[at - 1] ?? '';
    const three = letters.slice(Math.max(0, at - 2), at + 1).join('');
    if (letter === before || (before !== '' && isNext(before, letter)) || (three.length > 2 && seen.has(three))) bits += 0.3;
    else bits += worth(letter);
    seen.add(three);
  });
  return bits;
};

export type Strength = 'weak' | 'fair' | 'strong';

// At 64 MiB a guess, ten good machines try some ten thousand a second: 2^42 takes them about seven years on average.
const fairBits = 42;
const strongBits = 58;

/**
 * Rates a passphrase.
 *
 * @param known words that a guesser begins with, such as the names of the person and the centre
 */
export const strengthOf = (passphrase: string, known: readonly string[]): Strength => {
  const bits = bitsOf(passphrase, ['onhook', 'password', 'passwort', 'passphrase', ...known]);
  return bits < fairBits ? 'weak' : bits < strongBits ? 'fair' : 'strong';
};
