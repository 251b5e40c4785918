export { createIndex, find, type PhraseIndex } from './find.ts';
export {
  type EndAbusiveCalls,
  endings,
  maxPhraseLength,
  type Phrase,
  allowedPhrases,
  type Situation,
  situations,
  type EndingStep,
  endingSteps,
  cleanWording,
  type Wording,
  wordingOf,
} from './phrase.ts';
