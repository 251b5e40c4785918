import type { CircleView, DebriefView, PanelView } from '@onhook/contract';

/** Message from the stream to a panel. */
export type StreamMessage =
  /** A panel view, and the browser's time at its arrival, with which the server clock is set. */
  | { readonly kind: 'panel'; readonly view: PanelView; readonly receivedAt: number }
  | { readonly kind: 'circle'; readonly view: CircleView }
  | { readonly kind: 'debrief'; readonly view: DebriefView }
  | { readonly kind: 'heartbeat'; readonly serverNow: number }
  | { readonly kind: 'signed-out' }
  /** State of the stream: open, or lost and reconnecting. */
  | { readonly kind: 'open' }
  | { readonly kind: 'lost' };

/** Message from a page to the worker. `bye`: the page is closing. `wake`: the page may have missed messages, and registers again. */
export type PageMessage = { readonly kind: 'bye' } | { readonly kind: 'wake'; readonly wasCut: boolean };
