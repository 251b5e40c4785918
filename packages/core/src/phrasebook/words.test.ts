import { expect, it } from 'vitest';
import { wordsOf } from './words.ts';

it.each([
  ['I don’t know yet', ['i', 'dont', 'know', 'yet']],
  ['L’attente, jusqu’ici', ['l', 'attente', 'jusqu', 'ici']],
  ["Qu'est-ce que j'entends ?", ['qu', 'est', 'ce', 'que', 'j', 'entends']],
  ['aujourd’hui', ['aujourdhui']],
  ['It’s o’clock', ['its', 'oclock']],
  ['Größe, cœur', ['grosse', 'coeur']],
])('The words of “%s” are searched', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});
