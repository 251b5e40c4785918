import type { z } from 'zod';
import * as auditLog from './audit-log.ts';
import * as board from './board.ts';
import * as carry from './carry.ts';
import * as centrePolicy from './centre-policy.ts';
import * as circle from './circle.ts';
import * as day from './day.ts';
import * as debrief from './debrief.ts';
import * as frames from './frames.ts';
import * as incidents from './incidents.ts';
import * as lines from './lines.ts';
import * as looks from './access-log.ts';
import * as myData from './my-data.ts';
import * as ownSignIns from './own-sign-ins.ts';
import * as panel from './panel.ts';
import * as people from './people.ts';
import * as phoneSystems from './phone-systems.ts';
import * as phrases from './phrases.ts';
import type { Input, Route } from './route.ts';
import * as schedule from './schedule.ts';
import * as session from './session.ts';
import * as vault from './vault.ts';

export * from './audit-log.ts';
export * from './board.ts';
export * from './carry.ts';
export * from './centre-policy.ts';
export * from './circle.ts';
export * from './day.ts';
export * from './debrief.ts';
export * from './errors.ts';
export * from './frames.ts';
export * from './incidents.ts';
export * from './lines.ts';
export * from './live.ts';
export * from './access-log.ts';
export * from './my-data.ts';
export * from './own-sign-ins.ts';
export * from './panel.ts';
export * from './people.ts';
export * from './phone-systems.ts';
export * from './phrases.ts';
export { holdsPrivateWords } from './private-words.ts';
export * from './route.ts';
export * from './schedule.ts';
export * from './session.ts';
export * from './vault.ts';

/** Contract files, one for each feature. The API has exactly the routes that these files export. */
const files = {
  auditLog,
  board,
  carry,
  centrePolicy,
  circle,
  day,
  debrief,
  frames,
  incidents,
  lines,
  looks,
  myData,
  ownSignIns,
  panel,
  people,
  phoneSystems,
  phrases,
  schedule,
  session,
  vault,
};

type Exported<File> = File extends unknown ? { [Name in keyof File]: File[Name] extends Route ? File[Name] : never }[keyof File] : never;
type AnyRoute = Exported<(typeof files)[keyof typeof files]>;

const isRoute = (exported: unknown): exported is AnyRoute => typeof exported === 'object' && exported !== null && 'key' in exported && 'reply' in exported;

/** Every route of the API. */
export const routes: readonly AnyRoute[] = Object.values(files).flatMap((file) => Object.values<unknown>(file).filter(isRoute));

/** Input and reply of every route, by its key. A type-only import of it adds no code to a page. */
export type Api = {
  readonly [R in AnyRoute as R['key']]: { readonly input: Input<R>; readonly reply: z.output<R['reply']> };
};
