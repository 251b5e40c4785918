export { sceneOf } from './books.ts';
export { forgetPerson } from './forget.ts';
export { hear } from './hear.ts';
export { say, type Heard, type Saying } from './say.ts';
export {
  callKey,
  createKeeper,
  defaultPolicy,
  emptyOutcome,
  type EndedCall,
  type Keeper,
  type Moment,
  type Outcome,
  type Policy,
  type QueueUsual,
} from './state.ts';
export { commandRefused, sweep, tidy } from './sweep.ts';
