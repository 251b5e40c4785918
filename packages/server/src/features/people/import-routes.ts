import { applyImport as applyRoute, previewImport as previewRoute } from '@onhook/contract';
import { mainSource } from '../../platform/config/index.ts';
import type { AppContext } from '../../context.ts';
import { type Doors, Refused, serve, serveOnRecord } from '../../platform/http/serve.ts';
import { applyImport, previewImport, type ImportParts } from './import/import.ts';
import { administration, peopleOutOfAFile } from '../../platform/access/index.ts';
import { presentPreview } from './views.ts';

export const importApi = (doors: Doors, context: AppContext): void => {
  const { store, clock, config, runtime } = context;
  const parts = (): ImportParts => ({
    store,
    centre: config.centre.centre,
    now: clock.now(),
    source: mainSource(config.phones),
    isHeld: (person) => runtime.floor.recoveries.has(person),
  });
  serve(doors, context, previewRoute, administration, async (_admin, { body }) => presentPreview(await previewImport(parts(), body.csv)));
  serveOnRecord(doors, context, applyRoute, peopleOutOfAFile, async (_admin, { body, onRecord }) => {
    const applied = await applyImport(parts(), body.csv, body.digest, onRecord);
    if (applied.kind === 'changed-since') throw new Refused('no-longer-possible', 'it would do something else by now; look at it again');
    await context.peopleChanged();
    return { recorded: applied.recorded, reply: { added: applied.added, changed: applied.changed } };
  });
};
