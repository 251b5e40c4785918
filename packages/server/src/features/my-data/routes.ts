import { Readable } from 'node:stream';
import * as contract from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve } from '../../platform/http/serve.ts';
import { erase } from './erase.ts';
import { countOwn, exportOwn } from './read.ts';
import { ownData } from '../../platform/access/index.ts';
import { presentMyData } from './views.ts';
import { allTeams, findPerson } from '../../platform/organisation/index.ts';
import { linesOf } from '../../centre/queries/lines.ts';
import { sumsOf } from './totals.ts';

export const myDataApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config } = context;
  const { centre } = config.centre;

  serve(doors, context, contract.readMyData, ownData, async (own) => {
    const person = await findPerson(store.db, centre, own.thing);
    if (!person) throw new Refused('not-signed-in');
    const team = (await allTeams(store.db, centre)).find((one) => one.team === person.team);
    return presentMyData({
      now: clock.now(),
      person,
      team: team?.name ?? null,
      lines: await linesOf(store.db, centre, own.thing),
      counts: await countOwn(store, centre, own.thing),
      sums: await sumsOf(store.db, centre, own.thing),
      keptDays: { ...config.keepDays, log: config.logDays },
    });
  });

  serve(doors, context, contract.exportMyData, ownData, (own, { http }) => {
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    http.header('content-type', 'application/json; charset=utf-8').header('content-disposition', `attachment; filename="onhook-my-data-${day}.json"`);
    // Sent as it is read; what it looks like stands in the contract.
    return Readable.from(exportOwn(store, centre, own.thing, clock.now())) as never;
  });

  serve(doors, context, contract.eraseMe, ownData, async (own, { body, actor }) => {
    if (body.name.trim() !== actor.name) throw new Refused('no-longer-possible', 'that is not their name');
    const erased = await erase(context, own.thing, 'themself');
    if (erased.kind !== 'erased') throw new Refused('no-longer-possible', erased.kind);
    return {};
  });
};
