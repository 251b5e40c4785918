export { accessRoles, relationsOf, type Access, type AccessRole, type AuditedAccess, type PublicAccess, type Relation, type RoleAccess } from './access.ts';
export type { Actor, Audited, Authorized } from './actor.ts';
export { describeAccess, type AccessRows } from './describe.ts';
export { probeAgents, probeCentres, probeNorth, probeSouth, type AgentFixture, type Fixtures, type Probe, type ProbeRequest, type Probes } from './probes.ts';
export { actorsOwn, authorize, authorizeActor, authorizeAudited, authorizedByToken, ofCentre, ofLedTeams, resource, type ActorResource, type Found, type Resource } from './resource.ts';
