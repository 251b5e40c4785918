export type { Circle, Tie } from './circle.ts';
export { circleOf, mostTies, otherOf } from './circle.ts';
export type { Answered, MeetingPlace, Word, Words } from './word.ts';
export { answerWord, askForWord, askedForMs, meetingPlaces, settleWords, takeBackWord, wordForMe } from './word.ts';
