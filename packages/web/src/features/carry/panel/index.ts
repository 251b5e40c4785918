export { fromField, toField } from './due.ts';
