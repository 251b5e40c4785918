import type { z } from 'zod';
import { boardRoutes } from './board.ts';
import { circleRoutes } from './circle.ts';
import { carryRoutes } from './carry.ts';
import { dayRoutes } from './day.ts';
import { debriefRoutes } from './debrief.ts';
import { frameRoutes } from './frames.ts';
import { incidentRoutes } from './incidents.ts';
import { lineRoutes } from './lines.ts';
import { ownSignInRoutes } from './own-sign-ins.ts';
import { panelRoutes } from './panel.ts';
import { looksRoutes } from './looks.ts';
import { myDataRoutes } from './my-data.ts';
import { peopleRoutes } from './people.ts';
import { phraseRoutes } from './phrases.ts';
import type { Route } from './route.ts';
import { scheduleRoutes } from './schedule.ts';
import { sessionRoutes } from './session.ts';
import { vaultRoutes } from './vault.ts';

export * from './board.ts';
export * from './circle.ts';
export * from './carry.ts';
export * from './day.ts';
export * from './debrief.ts';
export * from './frames.ts';
export * from './incidents.ts';
export * from './lines.ts';
export * from './live.ts';
export * from './looks.ts';
export * from './my-data.ts';
export * from './own-sign-ins.ts';
export * from './panel.ts';
export * from './people.ts';
export * from './phrases.ts';
export * from './route.ts';
export * from './schedule.ts';
export * from './session.ts';
export * from './vault.ts';

export const routes = [
  ...sessionRoutes,
  ...ownSignInRoutes,
  ...panelRoutes,
  ...carryRoutes,
  ...circleRoutes,
  ...boardRoutes,
  ...dayRoutes,
  ...debriefRoutes,
  ...scheduleRoutes,
  ...lineRoutes,
  ...peopleRoutes,
  ...phraseRoutes,
  ...frameRoutes,
  ...looksRoutes,
  ...incidentRoutes,
  ...myDataRoutes,
  ...vaultRoutes,
] as const;

type Input<R extends Route> = (R extends { params: infer P extends z.ZodType } ? { readonly params: z.input<P> } : unknown) &
  (R extends { query: infer Q extends z.ZodType } ? { readonly query: z.input<Q> } : unknown) &
  (R extends { body: infer B extends z.ZodType } ? { readonly body: z.input<B> } : unknown);

/** Every route by its key: what goes in and what comes out. Import as a type; it costs a browser nothing. */
export type Api = {
  readonly [R in (typeof routes)[number] as R['key']]: { readonly input: Input<R>; readonly reply: z.output<R['reply']> };
};
