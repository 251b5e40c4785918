import * as contract from '@onhook/contract';
import { circleOf } from '@onhook/core/circle';
import { asId, type PersonId, type ShareId } from '@onhook/core/ids';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve, serveOnRecord } from '../../platform/http/serve.ts';
import { ownShares, sharedWithOne } from '../../platform/access/index.ts';
import { presentShares } from './views.ts';
import { addShare, endShare, fetchShare, findShare, peopleInReach, sharesOf, type ToShareWith } from './share-queries.ts';
import { tiesOf } from '../circle/index.ts';

export const sharesApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config } = context;
  const { centre } = config.centre;

  const inReachOf = async (person: PersonId): Promise<ToShareWith[]> =>
    peopleInReach(store.db, centre, person, circleOf(person, await tiesOf(store.db, centre, person)).members);

  serve(doors, context, contract.readPeopleToShareWith, ownShares, async (own) => ({ people: await inReachOf(own.thing) }));

  serve(doors, context, contract.readShares, ownShares, async (own) =>
    presentShares(own.thing, await sharesOf(store.db, centre, own.thing)),
  );

  serve(doors, context, contract.putShare, ownShares, async (own, { body }) => {
    const [share, to] = [asId<ShareId>(body.share), asId<PersonId>(body.to)];
    const answers = body.answers === null ? null : asId<ShareId>(body.answers);
    if (!(await inReachOf(own.thing)).some(({ person }) => person === to)) throw new Refused('not-found');
    const answered = answers && (await findShare(store.db, centre, answers));
    if (answers && !(answered && answered.recipient === own.thing && answered.sender === to)) throw new Refused('not-found');
    const added = await addShare(store.db, {
      centre,
      share,
      sender: own.thing,
      recipient: to,
      purpose: body.purpose,
      answers,
      sealed: body.sealed,
      sent_at: clock.now(),
      opened_at: null,
      taken_back_at: null,
    });
    // Told again after its answer was lost on the way: done already.
    const known = added ? null : await findShare(store.db, centre, share);
    if (known && !(known.sender === own.thing && known.recipient === to && known.sealed === body.sealed))
      throw new Refused('no-longer-possible', 'there is another share of that name');
    return {};
  });

  serveOnRecord(doors, context, contract.openShare, sharedWithOne, async (own, { params, onRecord }) => {
    const share = asId<ShareId>(params.share);
    return store.db.transaction().execute(async (trx) => {
      const sealed = await fetchShare(trx, centre, own.thing, share, clock.now());
      const from = (await findShare(trx, centre, share))?.sender;
      if (sealed === null || from === undefined) throw new Refused('not-found');
      return { recorded: await onRecord([from], trx), reply: { sealed } };
    });
  });

  serve(doors, context, contract.takeBackShare, ownShares, async (own, { params }) => {
    if (!(await endShare(store.db, centre, own.thing, asId<ShareId>(params.share), clock.now()))) throw new Refused('not-found');
    return {};
  });
};
