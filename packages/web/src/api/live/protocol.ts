import type { CircleView, DebriefView, PanelView } from '@onhook/contract';

/** What the stream tells a panel. */
export type Told =
  /** With the browser's own time when it came, by which the server's clock is known. */
  | { readonly kind: 'panel'; readonly view: PanelView; readonly receivedAt: number }
  | { readonly kind: 'circle'; readonly view: CircleView }
  | { readonly kind: 'debrief'; readonly view: DebriefView }
  | { readonly kind: 'signed-out' }
  /** The stream is open, or has been lost and is being tried again. */
  | { readonly kind: 'open' }
  | { readonly kind: 'lost' };

/** What a panel tells the worker: that its page is going. */
export type Asked = { readonly kind: 'bye' };
