import { Readable } from 'node:stream';
import * as contract from '@onhook/contract';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve, serveOnRecord } from '../../platform/http/serve.ts';
import { erase } from './erase.ts';
import { exportParts } from '../exports.ts';
import { countHeld, exportData } from './read.ts';
import { exportOwnData, ownData } from '../../platform/access/index.ts';
import { presentMyData } from './views.ts';
import { allTeams, findPerson } from '../../platform/organisation/index.ts';
import { linesOf } from '../../centre/queries/lines.ts';
import { totalsOf } from './totals.ts';

export const myDataApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config } = context;
  const { centre } = config.centre;
  const sources = { schema: store.schema, parts: exportParts };

  serve(doors, context, contract.readMyData, ownData, async (own) => {
    const person = await findPerson(store.db, centre, own.thing);
    if (!person) throw new Refused('not-signed-in');
    const team = (await allTeams(store.db, centre)).find((one) => one.team === person.team);
    return presentMyData({
      now: clock.now(),
      person,
      team: team?.name ?? null,
      lines: await linesOf(store.db, centre, own.thing),
      counts: await countHeld(sources, { db: store.db, centre, now: clock.now() }, own.thing),
      totals: await totalsOf(store.db, centre, own.thing),
      keptDays: { ...config.keepDays, log: config.logDays },
    });
  });

  serveOnRecord(doors, context, contract.exportMyData, exportOwnData, async (own, { http, onRecord }) => {
    const now = clock.now();
    const { about, text } = await exportData(sources, { db: store.db, centre, now }, own.thing);
    const recorded = await onRecord(about);
    const day = new Date(now).toISOString().slice(0, 10);
    http.header('content-type', 'application/json; charset=utf-8').header('content-disposition', `attachment; filename="onhook-my-data-${day}.json"`);
    // A stream of what the contract describes.
    return { recorded, reply: Readable.from(text()) as never };
  });

  serve(doors, context, contract.eraseMe, ownData, async (own, { body, actor }) => {
    if (body.name.trim() !== actor.name) throw new Refused('no-longer-possible', 'that is not their name');
    const erased = await erase(context, own.thing, 'themself');
    if (erased.kind !== 'erased') throw new Refused('no-longer-possible', erased.kind);
    return {};
  });
};
