import type { PanelView } from '@onhook/contract';
import type { OutboxEntry } from './queue.ts';

/** The panel view with the agent's waiting calls applied, so that nobody has to answer a question twice while offline. */
export const withWaiting = (view: PanelView, waiting: readonly OutboxEntry[]): PanelView =>
  waiting.reduce((shown, { call }): PanelView => {
    if (call.key === 'POST /api/offers/:offer/answer' && shown.offer?.offer === call.input.params.offer) {
      const { answer } = call.input.body;
      return { ...shown, offer: answer === 'accepted' ? { ...shown.offer, state: 'accepted' } : null };
    }
    if (call.key === 'POST /api/calls/:call/:leg/tap') {
      const { tappable } = shown;
      const { params, body } = call.input;
      if (tappable?.call !== params.call || tappable.leg !== Number(params.leg)) return shown;
      return { ...shown, tappable: { ...tappable, tap: body.tap } };
    }
    return shown;
  }, view);
