import { createStore } from './store.ts';

const store = createStore<'there' | 'away'>('there');

/** Whether the last question to the server was answered at all. */
export const connection = {
  store,
  lost: () => store.set('away'),
  found: () => store.set('there'),
};
