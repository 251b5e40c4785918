import type { CircleView, DebriefView, PanelView } from '@onhook/contract';

/** Messages from the stream to a panel. */
export type StreamMessage =
  /** A panel view with the browser's time of arrival, from which the server's clock is derived. */
  | { readonly kind: 'panel'; readonly view: PanelView; readonly receivedAt: number }
  | { readonly kind: 'circle'; readonly view: CircleView }
  | { readonly kind: 'debrief'; readonly view: DebriefView }
  | { readonly kind: 'heartbeat'; readonly serverNow: number }
  | { readonly kind: 'signed-out' }
  /** State of the stream: open, or lost and reconnecting. */
  | { readonly kind: 'open' }
  | { readonly kind: 'lost' };

/** Messages from a panel to the worker: its page is closing, or may have missed messages. A woken page is registered again. */
export type PageMessage = { readonly kind: 'bye' } | { readonly kind: 'wake'; readonly isCertain: boolean };
