export { createIndex, find, type PhraseIndex } from './find.ts';
export {
  type EndAbusiveCalls,
  endings,
  longestPhrase,
  type Phrase,
  sayable,
  type Situation,
  situations,
  type Step,
  steps,
  tidy,
  type Wording,
  wordingOf,
} from './phrase.ts';
