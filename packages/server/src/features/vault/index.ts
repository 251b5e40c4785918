export { endShare, findShare } from './share-queries.ts';
