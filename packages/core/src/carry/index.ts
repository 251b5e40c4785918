export { calendarOf, type CalendarItem } from './ics.ts';
export { dueOf, mayRemind, nextDueAt, type Doing } from './remind.ts';
