import type { PanelView } from '@onhook/contract';
import { answerUndoMs } from '@onhook/core/offer';
import type { OutboxEntry } from './queue.ts';

/** The panel view with the agent's waiting requests applied, so that nobody has to answer a question twice while offline. */
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
