export { calendarOf, type CalendarItem } from './calendar.ts';
export { dueItems, mayRemind, nextDueAt, type AgentActivity } from './remind.ts';
