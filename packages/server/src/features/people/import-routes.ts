import { applyImport as applyRoute, previewImport as previewRoute } from '@onhook/contract';
import { ofCentre } from '../../platform/access/index.ts';
import { mainSource } from '../../platform/config/index.ts';
import { routesOf } from '../../platform/http/route.ts';
import { valueOf } from '../../platform/result.ts';
import { applyImport, previewImport, type ImportDeps } from './import/import.ts';
import type { PeopleDeps } from './routes.ts';
import { presentPreview } from './views.ts';

const { route, auditedRoute } = routesOf<PeopleDeps>();

const importDepsOf = ({ centre, clock, config, runtime, store }: PeopleDeps): ImportDeps => ({
  store,
  centre,
  now: clock.now(),
  source: mainSource(config.phones),
  isInRecovery: (person) => runtime.floor.recoveries.has(person),
});

export const importRoutes = [
  route({
    contract: previewRoute,
    access: { about: 'the changes that a file of people would make', allow: { admin: ['centre'] } },
    resource: ofCentre('people'),
    handler: async (_people, { body, deps }) => presentPreview(await previewImport(importDepsOf(deps), body.csv)),
  }),
  auditedRoute({
    contract: applyRoute,
    access: { about: 'people out of a file', allow: { admin: ['centre'] }, audit: 'people-imported' },
    resource: ofCentre('people'),
    handler: async (_people, { body, audit, deps }) => {
      const { recorded, added, changed } = valueOf(await applyImport(importDepsOf(deps), body.csv, body.digest, audit));
      await deps.peopleChanged();
      return { recorded, reply: { added, changed } };
    },
  }),
] as const;
