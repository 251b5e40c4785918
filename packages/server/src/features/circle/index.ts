export { tiesOf } from './queries.ts';
