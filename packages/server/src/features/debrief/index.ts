export { giftsBetween } from './queries.ts';
