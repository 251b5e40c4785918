export { circleLinksOf } from './queries.ts';
