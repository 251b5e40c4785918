import { apiDocument } from '../platform/http/api-document.ts';
import { health } from '../platform/http/health.ts';
import { listFeatures } from '../platform/http/feature.ts';
import { live } from '../platform/live/feature.ts';
import { accessLog } from './access-log/feature.ts';
import { auditLog } from './audit-log/feature.ts';
import { board } from './board/feature.ts';
import { carry } from './carry/feature.ts';
import { centrePolicy } from './centre-policy/feature.ts';
import { circle } from './circle/feature.ts';
import { day } from './day/feature.ts';
import { debrief } from './debrief/feature.ts';
import { incidents } from './incidents/feature.ts';
import { lines } from './lines/feature.ts';
import { myData } from './my-data/feature.ts';
import { people } from './people/feature.ts';
import { phoneSystems } from './phone-systems/feature.ts';
import { phrasebook } from './phrasebook/feature.ts';
import { recovery } from './recovery/feature.ts';
import { reset } from './reset/feature.ts';
import { schedule } from './schedule/feature.ts';
import { scim } from './scim/feature.ts';
import { signIn } from './sign-in/feature.ts';
import { vault } from './vault/feature.ts';
import { webhook } from './webhook/feature.ts';

/**
 * Every feature of the server; there is no other list. Doesn't compile unless each route of the contract has exactly one handler.
 *
 * The attack tests call routes in this order, so a route that deletes data comes after the routes that need it: a share is sent to a member
 * of the circle before the circle is left.
 */
export const features = listFeatures([
  signIn,
  people,
  accessLog,
  auditLog,
  centrePolicy,
  myData,
  recovery,
  reset,
  carry,
  debrief,
  vault,
  circle,
  incidents,
  schedule,
  board,
  day,
  lines,
  phoneSystems,
  phrasebook,
  live,
  apiDocument,
  scim,
  webhook,
  health,
]);
