export { firstVersion, NewerVersion, UnknownVersion, type Versions } from './versions.ts';
