/** Part of a request that names something. Fields left out are taken from the contract's example. */
export interface ProbeRequest {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Request for a thing that exists, with the people who may have it. Anyone else must get the answer for a thing that does not exist. */
export interface Probe extends ProbeRequest {
  /** The centre the thing is in. */
  readonly centre: string;
  /** People of that centre to whom the access row allows the thing, by their relation to it. */
  readonly for: readonly string[];
}

/** The things of one agent after a hard call. */
export interface AgentFixture {
  readonly centre: string;
  readonly person: string;
  readonly offer: string;
  readonly recovery: string;
  readonly call: string;
  readonly reset: string;
}

/** The things that exist in the centres which the attack tests open; see packages/server/tests/attack/fixtures.ts. */
export interface Fixtures {
  /** The centre that requests are sent to. */
  readonly north: string;
  /** Another centre in the same database. */
  readonly south: string;
  /** maya and noor of both centres. */
  readonly agents: readonly AgentFixture[];
  /** The talk request of maya to omar, by centre. */
  readonly words: Readonly<Record<string, string>>;
  /** A sign-in of maya, by centre. */
  readonly signIns: Readonly<Record<string, string>>;
  /** A passkey of maya, by centre. */
  readonly passkeys: Readonly<Record<string, string>>;
}

/** Makes the probes of a route from the fixtures. */
export type Probes = (fixtures: Fixtures) => readonly Probe[];

/** Probes the same kind of thing of maya and of noor in both centres; each is for its own agent. */
export const probeAgents =
  (request: (fixture: AgentFixture) => ProbeRequest): Probes =>
  ({ agents }) =>
    agents.map((fixture) => ({ ...request(fixture), centre: fixture.centre, for: [fixture.person] }));

/** Probes the same thing in both centres; in each it is for these people. */
export const probeCentres =
  (people: readonly string[], request: (centre: string, fixtures: Fixtures) => ProbeRequest): Probes =>
  (fixtures) =>
    [fixtures.north, fixtures.south].map((centre) => ({ ...request(centre, fixtures), centre, for: people }));

/** Probes a thing of the north centre, and one that only the south centre has. */
export const probeNorth =
  (people: readonly string[], request: ProbeRequest, onlySouth?: ProbeRequest): Probes =>
  ({ north, south }) => [
    { ...request, centre: north, for: people },
    ...(onlySouth ? [{ ...onlySouth, centre: south, for: [] }] : []),
  ];

/** Probes a thing that only the south centre has. */
export const probeSouth =
  (request: ProbeRequest): Probes =>
  ({ south }) => [{ ...request, centre: south, for: [] }];
