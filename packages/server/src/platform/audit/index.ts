export { checkChain, headText, readHead, type Checked, type Head } from './chain.ts';
export { noteDecided } from './decided.ts';
export { record, type Recorded } from './record.ts';
