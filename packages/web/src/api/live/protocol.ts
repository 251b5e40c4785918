import type { CircleView, DebriefView, PanelView } from '@onhook/contract';

/** Messages from the stream to a panel. */
export type StreamMessage =
  /** A panel view with the browser's time of arrival, from which the server's clock is derived. */
  | { readonly kind: 'panel'; readonly view: PanelView; readonly receivedAt: number }
  | { readonly kind: 'circle'; readonly view: CircleView }
  | { readonly kind: 'debrief'; readonly view: DebriefView }
  | { readonly kind: 'signed-out' }
  /** State of the stream: open, or lost and reconnecting. */
  | { readonly kind: 'open' }
  | { readonly kind: 'lost' };

/** Message from a panel to the worker: its page is closing. */
export type Asked = { readonly kind: 'bye' };
