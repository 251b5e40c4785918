import type { PanelView } from '@onhook/contract';
import { changeKept, readKept, type Slice } from '../../local-store/index.ts';

/** What this browser was last told, for a start without a connection. Nobody's: who was signed in is in it. */
interface LastView {
  readonly view: PanelView;
  readonly clock: { readonly offsetMs: number };
}

const lastViewSlice: Slice<LastView | null> = { name: 'last-view', initial: null };
const thisBrowser = '';

export const readLastView = (): Promise<LastView | null> => readKept(thisBrowser, lastViewSlice);

/** Null when somebody signed out: the next start without a connection knows of nobody. */
export const keepLastView = (last: LastView | null): void => void changeKept(thisBrowser, lastViewSlice, () => last);
