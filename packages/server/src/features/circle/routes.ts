import * as contract from '@onhook/contract';
import { circleOf, maxLinks } from '@onhook/core/circle';
import { asId, type PersonId, type TalkRequestId } from '@onhook/core/ids';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve } from '../../platform/http/serve.ts';
import { ownCircle } from '../../platform/access/index.ts';
import { answerTie, askIntoCircle, findAgents, isAgentHere, leaveCircle, tiesOf } from './queries.ts';

const mostFound = 20;

export const circleApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config, circles } = context;
  const { centre } = config.centre;

  serve(doors, context, contract.readCircle, ownCircle, (own) => circles.look(own));

  serve(doors, context, contract.findColleagues, ownCircle, async (own, { body }) => {
    const found = await findAgents(store.db, centre, body.name, mostFound + 1);
    return { colleagues: found.filter(({ person }) => person !== own.thing).slice(0, mostFound) };
  });

  serve(doors, context, contract.askIntoCircle, ownCircle, async (own, { body }) => {
    const other = asId<PersonId>(body.person);
    if (other === own.thing || !(await isAgentHere(store.db, centre, other))) throw new Refused('not-found');
    await store.db.transaction().execute(async (trx) => {
      const { members, invited } = circleOf(own.thing, await tiesOf(trx, centre, own.thing));
      if (members.includes(other)) return;
      if (members.length + invited.length >= maxLinks) throw new Refused('no-longer-possible', 'the circle is as large as it gets');
      await askIntoCircle(trx, centre, { asker: own.thing, asked: other }, clock.now());
    });
    await circles.refresh(other);
    return circles.look(own);
  });

  serve(doors, context, contract.answerTie, ownCircle, async (own, { params, body }) => {
    const other = asId<PersonId>(params.person);
    const state = body.answer === 'agree' ? 'agreed' : 'declined';
    if (!(await answerTie(store.db, centre, { asker: other, asked: own.thing }, state))) throw new Refused('not-found');
    // A push after a decline would be an answer of its own.
    if (state === 'agreed') await circles.refresh(other);
    return circles.look(own);
  });

  serve(doors, context, contract.leaveCircle, ownCircle, async (own, { params }) => {
    const other = asId<PersonId>(params.person);
    await store.db.transaction().execute((trx) => leaveCircle(trx, centre, own.thing, other));
    await circles.refresh(other);
    return circles.look(own);
  });

  serve(doors, context, contract.askForWord, ownCircle, async (own, { body }) => {
    const { kind } = await circles.askForWord(own, asId<PersonId>(body.person), body.place);
    if (kind !== 'asked') throw new Refused(kind);
    return circles.look(own);
  });

  serve(doors, context, contract.answerWord, ownCircle, async (own, { params, body }) => {
    const kind = await circles.answerWord(own, asId<TalkRequestId>(params.word), body.answer);
    if (kind !== 'answered') throw new Refused(kind);
    return circles.look(own);
  });

  serve(doors, context, contract.takeBackWord, ownCircle, async (own, { params }) => {
    await circles.takeBackWord(own, asId<TalkRequestId>(params.word));
    return circles.look(own);
  });
};
