/** Letters that are no letter with a mark, but are often typed as one. */
const spelledOut: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ς: 'σ' };

/** French elision before a vowel: “attente” finds l’attente, while don’t is one word. */
const elided = /(?<!\p{L}|['’ʼ])([cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ](?=\p{L})/gu;

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(elided, '$1 ')
    .replace(/[\p{M}'’ʼ]/gu, '')
    .replace(/[ßæœøłđıς]/g, (letter) => spelledOut[letter] ?? letter);

/** Words of a text in the form in which search compares them: lower case, without accents and apostrophes. */
export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
