export { createBus, type Bus } from './bus.ts';
export type { FloorChanged, PeopleChanged, ServerEvents, Team, TeamMember, TopicPresence } from './events.ts';
