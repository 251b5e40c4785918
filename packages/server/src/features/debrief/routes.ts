import * as contract from '@onhook/contract';
import { asId, type GiftId, type PersonId, type RequestId, type ShareId } from '@onhook/core/ids';
import type { AppContext } from '../../context.ts';
import type { Outcome } from './service.ts';
import { type Doors, Refused, serve, serveOnRecord } from '../../platform/http/serve.ts';
import { askedOfMe, givesTime, ownDebrief, ownRequests, type Actor } from '../../platform/access/index.ts';
import type { Recorded } from '../../platform/audit/index.ts';
import type { Db } from '../../platform/store/index.ts';

export const debriefApi = (doors: Doors, context: AppContext): void => {
  const { debriefs } = context;
  const answer = async (outcome: Outcome, actor: Actor): Promise<contract.DebriefView> => {
    if (outcome !== 'done') throw new Refused(outcome);
    const own = ownDebrief(actor);
    if (typeof own === 'string') throw new Refused(own);
    return debriefs.look(own);
  };

  serve(doors, context, contract.readDebrief, ownDebrief, (own) => debriefs.look(own));

  serve(doors, context, contract.askRequest, ownRequests, async (mine, { body, actor }) => {
    const reach = body.reach.kind === 'circle' ? body.reach : { ...body.reach, person: asId<PersonId>(body.reach.person) };
    const share = body.share === null ? null : asId<ShareId>(body.share);
    return answer(await debriefs.ask(mine, { request: asId<RequestId>(body.request), wish: body.wish, reach }, share), actor);
  });

  serve(doors, context, contract.takeBackRequest, ownRequests, async (mine, { params, actor }) =>
    answer(await debriefs.takeBack(mine, asId<RequestId>(params.request)), actor),
  );

  serve(doors, context, contract.seeRequest, askedOfMe, async (mine, { params, actor }) =>
    answer(await debriefs.see(mine, asId<RequestId>(params.request)), actor),
  );

  serve(doors, context, contract.answerRequest, askedOfMe, async (mine, { params, body, actor }) =>
    answer(await debriefs.answer(mine, asId<RequestId>(params.request), body.answer), actor),
  );

  serve(doors, context, contract.setFollowUp, ownDebrief, async (own, { params, body, actor }) =>
    answer(await debriefs.followUp(own, asId<RequestId>(params.request), body.at), actor),
  );

  serve(doors, context, contract.addNote, ownDebrief, async (own, { params, body, actor }) =>
    answer(await debriefs.note(own, asId<RequestId>(params.request), asId<ShareId>(body.share)), actor),
  );

  serve(doors, context, contract.takeBackNote, ownDebrief, async (own, { params, actor }) =>
    answer(await debriefs.takeBackNote(own, asId<ShareId>(params.share)), actor),
  );

  /** Collects the proof that it was written down; what changed nothing needs none but is given an empty one. */
  const recording = (onRecord: (about: readonly PersonId[], trx?: Db) => Promise<Recorded>) => {
    let recorded: Recorded | null = null;
    return {
      record: async (about: PersonId, trx: Db): Promise<void> => {
        recorded = await onRecord([about], trx);
      },
      recorded: async (): Promise<Recorded> => recorded ?? onRecord([]),
    };
  };

  serveOnRecord(doors, context, contract.giveSpace, givesTime, async (giver, { params, body, actor, onRecord }) => {
    const { record, recorded } = recording(onRecord);
    const outcome = await debriefs.give(giver, asId<RequestId>(params.request), asId<GiftId>(body.gift), body.what, record);
    return { reply: await answer(outcome, actor), recorded: await recorded() };
  });

  serveOnRecord(doors, context, contract.takeBackGift, givesTime, async (giver, { params, actor, onRecord }) => {
    const { record, recorded } = recording(onRecord);
    const outcome = await debriefs.takeBackGift(giver, asId<GiftId>(params.gift), record);
    return { reply: await answer(outcome, actor), recorded: await recorded() };
  });
};
