export {
  type RequestAnswer,
  type RequestAnswered,
  answerRequest,
  askedNext,
  type AskedPerson,
  createRequest,
  type DebriefPolicy,
  defaultDebriefPolicy,
  mayGrantTime,
  maxNotes,
  type NewRequest,
  declineRequest,
  escalateIfDue,
  type Request,
  candidatesByStep,
  type EscalationStep,
  markSeen,
  takeBackRequest,
  turnOf,
  participants,
} from './request.ts';
export { requestVersions } from './request-versions.ts';
export { type Candidates, type Audience, type Space, spaceMs, spaces, type Need } from './need.ts';
