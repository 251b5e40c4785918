import type { PanelView } from '@onhook/contract';
import { answerUndoMs } from '@onhook/core/offer';
import type { OutboxEntry } from './queue.ts';

/** Applies the agent's waiting requests to the panel view, so that an agent who is offline does not see an answered offer again. */
export const withWaiting = (view: PanelView, waiting: readonly OutboxEntry[]): PanelView =>
  waiting.reduce((shown, { call: request }): PanelView => {
    if (request.key === 'POST /api/offers/:offer/answer' && shown.offer?.offer === request.input.params.offer) {
      const { answer, undoable } = request.input.body;
      if (answer === 'accepted') return { ...shown, offer: { ...shown.offer, state: 'accepted' } };
      const pending = { answer, takesEffectAt: shown.serverNow + answerUndoMs };
      return { ...shown, offer: undoable ? { ...shown.offer, pending } : null };
    }
    if (request.key === 'POST /api/calls/:call/:leg/tap') {
      const { tappable } = shown;
      const { params, body } = request.input;
      if (tappable?.call !== params.call || tappable.leg !== Number(params.leg)) return shown;
      return { ...shown, tappable: { ...tappable, tap: body.tap } };
    }
    return shown;
  }, view);
