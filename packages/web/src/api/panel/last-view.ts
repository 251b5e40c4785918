import type { PanelView } from '@onhook/contract';
import { changeSlice, readSlice, type Slice } from '../../local-store/index.ts';

/** The last view that this browser received, for a start without a connection. Stored once for the browser: the view itself contains its person. */
interface LastView {
  readonly view: PanelView;
  readonly clock: { readonly offsetMs: number };
}

const lastViewSlice: Slice<LastView | null> = { name: 'last-view', initial: null };
const thisBrowser = '';

export const readLastView = (): Promise<LastView | null> => readSlice(thisBrowser, lastViewSlice);

/** Stores the last view. Null after a sign-out, so that the next start without a connection shows no panel. */
export const saveLastView = (last: LastView | null): void => void changeSlice(thisBrowser, lastViewSlice, () => last);
