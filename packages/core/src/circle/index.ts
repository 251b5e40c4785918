export type { Circle, CircleLink } from './circle.ts';
export { circleOf, maxLinks, otherOf } from './circle.ts';
export type { TalkRequestAnswered, MeetingPlace, TalkRequest, TalkRequests } from './talk-request.ts';
export { answerTalkRequest, requestTalk, talkRequestMs, meetingPlaces, closeTalkRequests, withdrawTalkRequest, talkRequestFor } from './talk-request.ts';
