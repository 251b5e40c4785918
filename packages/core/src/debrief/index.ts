export { endOffQueue, type OffQueue, offQueueReason, type SeatNow, settleOffQueue } from './off-queue.ts';
export {
  type Answer,
  type Answered,
  answerRequest,
  type Asked,
  askFor,
  type DebriefPolicy,
  defaultDebriefPolicy,
  mayGiveFor,
  mostNotes,
  type NewRequest,
  passOn,
  type Request,
  roundsOf,
  type Round,
  seeRequest,
  takeBackRequest,
  turnOf,
  twoOf,
} from './request.ts';
export { type Around, type Reach, type Space, spaceMs, spaces, type Wish } from './wish.ts';
