/** Letters that are no letter with a mark, but are often typed as one. */
const spelledOut: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ς: 'σ' };

/** What a word lost before a vowel: l’attente is looked for by “attente”, while don’t is one word. */
const elided = /(?<!\p{L}|['’ʼ])([cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ](?=\p{L})/gu;

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(elided, '$1 ')
    .replace(/[\p{M}'’ʼ]/gu, '')
    .replace(/[ßæœøłđıς]/g, (letter) => spelledOut[letter] ?? letter);

/** The words of a text as they are compared: small letters, no accents, no apostrophes. */
export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
