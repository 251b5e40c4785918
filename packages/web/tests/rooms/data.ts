import type { AuditLogView, BoardAgent, BoardView, CentrePolicyView, DayView, DebriefView, ImportPreview, LinesView, AccessLogView, MyDataView, OpenedIncidentView, OwnSignInsView, PasskeysView, PeopleView, PhoneSystemsView, RequestForMe, Role, SessionView, TeamIncidentsView, TeamPhrasesView } from '@onhook/contract';

/** Time at which every picture is taken: Thursday, 14:08:30 in Berlin. */
export const now = Date.parse('2026-11-19T13:08:30Z');
const dayStartAt = Date.parse('2026-11-18T23:00:00Z');
const minute = 60_000;

/** Pseudo-random numbers that are the same on every run (mulberry32). */
const chance = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const session = (roles: Role[], name = 'Marta Nowak'): SessionView => ({
  serverNow: now,
  person: { person: 'person-1', name },
  centre: { name: 'Lindgren Energy, Hamburg', timezone: 'Europe/Berlin' },
  roles,
});

const firstNames = 'Aylin Ben Carla Dario Elif Femi Greta Hana Ines Jonas Karim Lena Mateo Nadia Olga Pavel Quentin Rosa Samir Tilda'.split(' ');
const lastNames = 'Okafor Marsh Lindqvist Ruiz Kaya Brandt Moreau Silva Petrov Haddad Jensen Weber Nguyen Costa Novák'.split(' ');
const teamNames = ['Billing north', 'Billing south', 'Moving house', 'Faults and outages'];
const queueNames = ['Billing', 'Moving house', 'Faults'];
const states: readonly (readonly [BoardAgent['state'], number, string | null])[] = [
  ['on-call', 0.46, null],
  ['available', 0.2, null],
  ['wrap-up', 0.1, null],
  ['ringing', 0.04, null],
  ['paused', 0.06, 'Recovery'],
  ['paused', 0.05, 'Lunch'],
  ['paused', 0.02, 'Coaching'],
  ['logged-out', 0.07, null],
];

export const agents = (count: number): BoardAgent[] => {
  const next = chance(7);
  return Array.from({ length: count }, (_, i) => {
    let left = next();
    const [state, , reason] = states.find(([, share]) => (left -= share) < 0) ?? (['available', 0, null] as const);
    const since = now - Math.floor(next() ** 2 * 24 * minute) - 20_000;
    const recovers = reason === 'Recovery';
    return {
      person: `agent-${i}`,
      name: `${firstNames[i % firstNames.length]} ${lastNames[(i * 7 + Math.floor(i / 20)) % lastNames.length]}`,
      state,
      since: recovers ? null : since,
      reason,
      backBy: recovers ? Math.ceil((now + 11 * minute) / (5 * minute)) * 5 * minute : null,
      queues: [queueNames[i % 3] ?? '', ...(i % 4 === 0 ? [queueNames[(i + 1) % 3] ?? ''] : [])],
    };
  });
};

/** Adds a morning of half hours around each queue's level of the day. */
const withTrend = (queues: readonly Omit<BoardView['queues'][number], 'byHalfHour'>[]): BoardView['queues'] => {
  const next = chance(11);
  return queues.map((queue) => ({
    ...queue,
    byHalfHour: { fromAt: dayStartAt + 16 * 30 * minute, levels: Array.from({ length: 12 }, (_, i) => (i === 4 ? null : Math.min(1, Math.round(((queue.serviceLevel ?? 0.8) + (next() - 0.5) * 0.24) * 100) / 100))) },
  }));
};

export const board = (count = 40, teams = 4): BoardView => {
  const all = agents(count);
  return {
    serverNow: now,
    phonesUp: true,
    teams: Array.from({ length: teams }, (_, t) => ({
      team: `team-${t}`,
      name: teamNames[t] ?? `Team ${t + 1}`,
      agents: all.filter((_, i) => i % teams === t),
    })),
    queues: withTrend([
      { queue: 'Billing', waiting: 4, longestSince: now - 83_000, answered: 810, abandoned: 30, serviceLevel: 0.763, targetSeconds: 20 },
      { queue: 'Moving house', waiting: 0, longestSince: null, answered: 205, abandoned: 5, serviceLevel: 0.912, targetSeconds: 20 },
      { queue: 'Faults', waiting: 1, longestSince: now - 12_000, answered: 375, abandoned: 10, serviceLevel: 0.842, targetSeconds: 20 },
    ]),
  };
};

export const day = (): DayView => {
  const next = chance(3);
  const queue = (name: string, size: number, strain: number, hardCallsShown = true): DayView['queues'][number] => ({
    queue: name,
    halfHours: Array.from({ length: 12 }, (_, i) => {
      const at = dayStartAt + (16 + i) * 30 * minute;
      const share = Math.max(0, Math.min(1, (now - at) / (30 * minute)));
      const rush = Math.exp(-((i - 5) ** 2) / 9) * strain;
      const offered = Math.round(size * (0.6 + rush + next() * 0.25) * share);
      const abandoned = Math.round(offered * (0.01 + rush * 0.05));
      const answered = offered - abandoned - (share < 1 ? 1 : 0);
      return {
        at,
        offered,
        answered,
        answeredInTarget: Math.round(answered * (0.97 - rush * 0.32 - next() * 0.06)),
        abandoned,
        hardCalls: hardCallsShown ? Math.round(answered * (0.02 + rush * 0.05) * (0.6 + next())) : null,
      };
    }),
  });
  const queues = [queue('Billing', 62, 1), queue('Moving house', 18, 0.4, false), queue('Faults', 30, 0.75)];
  const hardCalls = queues.flatMap(({ halfHours }) => halfHours).reduce((sum, half) => sum + (half.hardCalls ?? 0), 0);
  return {
    serverNow: now,
    dayStartAt,
    targetSeconds: 20,
    queues,
    recovery: {
      grantedMs: 175 * minute,
      honouredMs: 118 * minute,
      cutShortMs: 7 * minute,
      waivedMs: 16 * minute,
      bankedMs: 34 * minute,
      paidBackMs: 12 * minute,
    },
    now: { paused: 2, lines: 37 },
    rangFirst: {
      hardCalls,
      pausedBehind: 4,
      rangFirst: 5,
      causes: [
        { cause: 'already-ringing', times: 3 },
        { cause: 'pause-on-its-way', times: 2 },
        { cause: 'phones-down', times: 0 },
      ],
    },
  };
};

export const looks = (): AccessLogView => ({
  serverNow: now,
  looks: [
    { seq: 41, at: now - 12 * minute, by: 'Adwoa Lindqvist', as: 'admin', deed: 'line-matched', everybody: false },
    { seq: 38, at: now - 26 * 3_600_000, by: null, as: 'command-line', deed: 'all-copied', everybody: true },
    { seq: 22, at: now - 50 * 3_600_000, by: null, as: 'admin', deed: 'person-changed', everybody: false },
    { seq: 7, at: now - 90 * 3_600_000, by: null, as: 'command-line', deed: 'link-made', everybody: false },
  ],
  next: 7,
});

export const myData = (): MyDataView => ({
  serverNow: now,
  person: { name: 'Marta Nowak', email: 'marta.nowak@lindgren.example', team: 'Billing north', roles: ['agent'], since: now - 400 * 24 * 3_600_000, lines: ['PJSIP/2041'] },
  counts: { signIns: 2, passkeys: 1, calls: 4212, hardTaps: 37, recoveries: 61, offers: 58, resets: 40, carryItems: 12, circle: 3, phrases: 0, shares: 2, incidents: 1 },
  talkedMs: 390 * 3_600_000,
  minutes: { grantedMs: 310 * minute, honouredMs: 262 * minute, cutShortMs: 14 * minute, waivedMs: 34 * minute, bankedMs: 5 * minute },
  vault: { items: 212, bytes: 481_000, changedAt: now - minute },
  keptDays: { calls: 365, resets: 90, shares: 365, incidents: 1095, left: 30, log: 30 },
});

const releasedAt = now - 26 * 3_600_000;

export const openedIncident = (): OpenedIncidentView => ({
  incident: 'incident-1',
  personName: 'Aylin Okafor',
  kind: 'threat',
  happenedAt: releasedAt - 40 * minute,
  releasedAt,
  severity: 'The worst call I have had here.',
  happened: 'He knew which street our building is in and said he would wait for me after work.\nHe said it twice.',
  done: 'I told him I would end the call, warned him once more, and ended it.',
  facts: { queue: 'Billing', startedAt: releasedAt - 40 * minute, endedAt: releasedAt - 28 * minute, talkSeconds: 720, holds: 2, heldMs: 95_000, transferred: false, endedBy: 'agent' },
  customer: null,
  duties: [
    { duty: 'break-given', dueAt: releasedAt + 24 * 3_600_000, doneAt: releasedAt + 5 * minute, doneBy: 'Lena Ortiz' },
    { duty: 'support-offered', dueAt: releasedAt + 24 * 3_600_000, doneAt: null, doneBy: null },
    { duty: 'customer-moved-on', dueAt: releasedAt + 3 * 24 * 3_600_000, doneAt: null, doneBy: null },
    { duty: 'followed-up', dueAt: releasedAt + 14 * 24 * 3_600_000, doneAt: null, doneBy: null },
  ],
});

export const teamIncidents = (): TeamIncidentsView => {
  const { incident, personName, kind, happenedAt, duties } = openedIncident();
  const first = { incident, personName, kind, happenedAt, releasedAt, duties };
  const done = duties.map((duty) => ({ ...duty, doneAt: releasedAt, doneBy: 'Lena Ortiz' }));
  return {
    serverNow: now,
    takesMeasures: true,
    incidents: [first, { ...first, incident: 'incident-0', personName: 'Ben Marsh', kind: 'insults', happenedAt: now - 30 * 24 * 3_600_000, duties: done }],
  };
};

export const lines = (): LinesView => {
  const people = agents(40);
  return {
    serverNow: now,
    feeds: [
      { source: 'asterisk: hamburg-1', state: 'up', since: now - 5 * 3_600_000, lastError: null },
      { source: 'asterisk: hamburg-2', state: 'needs-attention', since: now - 9 * minute, lastError: 'Authentication failed' },
      { source: 'webhook: night desk', state: 'connecting', since: now - 20_000, lastError: 'connect ETIMEDOUT 10.0.4.11:5038' },
    ],
    pauses: [
      { kind: 'unexplained', line: 'PJSIP/2007', name: 'Lindqvist, Sara', queue: 'support', reason: '', since: now - 7 * minute },
      { kind: 'late', line: 'Local/2011@from-queue/n', name: 'Adeyemi, Kola', queue: null, reason: '', since: now - minute },
    ],
    unmatched: [
      { line: 'PJSIP/2041', name: 'Okafor, Yemi', firstSeenAt: now - 26 * 3_600_000, lastSeenAt: now - 4 * minute },
      { line: 'PJSIP/2042', name: 'desk 42', firstSeenAt: now - 3 * 3_600_000, lastSeenAt: now - minute },
      { line: 'Local/training@agents', name: '', firstSeenAt: now - 50 * minute, lastSeenAt: now - 40 * minute },
    ],
    matched: people.slice(0, 34).map(({ person, name }, i) => ({ line: `PJSIP/20${String(i).padStart(2, '0')}`, name, person, personName: name, reported: i !== 2, pausedByUs: i === 1 })),
    peopleWithoutLine: [{ person: 'yemi', name: 'Yemi Okafor' }, ...people.slice(34).map(({ person, name }) => ({ person, name }))],
  };
};

export const teamPhrases = (): TeamPhrasesView => ({
  teams: [
    {
      team: 'north',
      name: 'Billing north',
      phrases: [
        {
          phrase: 't1',
          situation: 'time',
          text: 'I’m opening the tariff table. It takes half a minute to load, and then I’ll have your answer.',
          when: 'A question about prices from before July.',
          avoid: 'Quoting from memory.',
        },
        { phrase: 't2', situation: 'limit', text: 'One account at a time, please.', when: '', avoid: '' },
      ],
    },
    { team: 'south', name: 'Billing south', phrases: [] },
  ],
});

export const people = (): PeopleView => ({
  serverNow: now,
  people: [
    { person: 'person-1', name: 'Marta Nowak', email: 'marta.nowak@example.com', team: null, roles: ['admin', 'manager'], active: true, byDirectory: false, lines: [], lastSignInDay: '2026-11-19' },
    { person: 'ines', name: 'Inês Carvalho', email: 'ines.carvalho@example.com', team: null, roles: ['lead'], active: true, byDirectory: true, lines: [], lastSignInDay: '2026-11-18' },
    { person: 'joost', name: 'Joost van den Berg', email: 'joost@example.com', team: 'north', roles: ['agent'], active: false, byDirectory: true, lines: [], lastSignInDay: '2025-08-04' },
    ...agents(60).map(({ person, name }, n) => ({
      person,
      name,
      email: `${name.toLowerCase().replace(/[^a-z]+/g, '.')}${n}@example.com`,
      team: n % 2 ? 'north' : 'south',
      roles: ['agent' as const],
      active: true,
      byDirectory: n % 3 === 0,
      lines: n === 3 ? [] : [`PJSIP/20${String(n).padStart(2, '0')}`],
      lastSignInDay: n === 7 ? null : n % 9 === 4 ? '2026-11-16' : '2026-11-19',
    })),
  ],
  teams: [
    { team: 'north', name: 'Billing north', site: 'hamburg', leads: ['ines'] },
    { team: 'south', name: 'Billing south', site: null, leads: [] },
  ],
  sites: [{ site: 'hamburg', name: 'Hamburg, harbour' }],
  standIns: [
    { lead: 'ines', person: 'agent-1', fromAt: now - 86_400_000, untilAt: now + 4 * 86_400_000 },
    { lead: 'ines', person: 'agent-2', fromAt: now + 40 * 86_400_000, untilAt: now + 54 * 86_400_000 },
  ],
});

export const preview = (): ImportPreview => ({
  kind: 'plan',
  digest: 'a-digest',
  newTeams: ['Night desk'],
  unreported: [{ at: 2, line: 'PJSIP/2077' }],
  same: 41,
  added: [{ at: 2, name: 'Olaf Dahl', email: 'olaf.dahl@example.com', team: 'Night desk', roles: ['agent'], line: 'PJSIP/2077' }],
  changed: [
    {
      at: 3,
      name: 'Aylin Okafor',
      changes: [
        { field: 'team', from: 'Billing south', to: 'Night desk' },
        { field: 'roles', from: 'agent', to: 'agent lead' },
      ],
    },
  ],
  refused: [{ at: 9, because: 'unknown-role', what: 'boss' }],
});

const hour = 3_600_000;
export const ownSignIns = (): OwnSignInsView => ({
  serverNow: now,
  signIns: [
    { id: 'a'.repeat(22), isThisOne: true, how: 'passkey', browser: 'Firefox', system: 'Linux', startedAt: now - 5 * hour, lastUsedAt: now, expiresAt: now + 12 * hour, frames: [] },
    {
      id: 'b'.repeat(22),
      isThisOne: false,
      how: 'oidc',
      browser: 'Edge',
      system: 'Windows',
      startedAt: now - 29 * hour,
      lastUsedAt: now - hour,
      expiresAt: now + 11 * hour,
      frames: [{ id: 'c'.repeat(22), host: 'https://desk.example.com', startedAt: now - 28 * hour, lastUsedAt: now - hour, expiresAt: now + 11 * hour }],
    },
    { id: 'd'.repeat(22), isThisOne: false, how: 'link', browser: null, system: null, startedAt: now - 31 * hour, lastUsedAt: now - 9 * hour, expiresAt: now + 3 * hour, frames: [] },
  ],
});

export const passkeys = (): PasskeysView => ({
  serverNow: now,
  passkeys: [
    { passkey: 'p1', name: 'Work laptop', isSynced: false, addedAt: now - 90 * 24 * hour, lastUsedAt: now - 5 * hour },
    { passkey: 'p2', name: 'Phone', isSynced: true, addedAt: now - 2 * hour, lastUsedAt: null },
  ],
});

/** A view with the given requests to a lead; by default none. */
export const debrief = (forMe: readonly RequestForMe[] = []): DebriefView => ({ serverNow: now, mine: [], forMe: [...forMe], leads: [], circle: [] });

export const asking = (over: Partial<RequestForMe> = {}): RequestForMe => ({
  request: 'request-1',
  wish: { kind: 'space', space: 'ten-minutes' },
  from: { person: 'maya', name: 'Maya Lindqvist' },
  round: 'first',
  askedAt: now - 120_000,
  closedAt: null,
  seenAt: now - 60_000,
  dueAt: now + 480_000,
  state: 'asked',
  answer: null,
  answeredBy: null,
  gifts: [],
  notes: [],
  followUpAt: null,
  share: null,
  next: [{ person: 'deniz', name: 'Deniz Kaya' }],
  mayGive: true,
  queues: ['Billing', 'Orders'],
  ...over,
});

const usual = <Value>(setting: string | null, value: Value) => ({ setting, isDefault: true, value });

export const centrePolicy = (): CentrePolicyView => ({
  guaranteedMs: { setting: 'ONHOOK_GUARANTEED_MINUTES', isDefault: false, value: 3 * minute },
  moreMs: usual('ONHOOK_MORE_MINUTES', 3 * minute),
  extendMs: usual('ONHOOK_EXTEND_MINUTES', 2 * minute),
  payBackMaxMs: usual(null, 5 * minute),
  hardLevel: usual('ONHOOK_HARD_LEVEL', 2),
  usualTalkSeconds: { setting: 'ONHOOK_USUAL_SECONDS', isDefault: false, value: [{ queue: '', seconds: 240 }, { queue: 'Billing', seconds: 310 }] },
  hardCodes: usual('ONHOOK_HARD_CODES', []),
  targetSeconds: usual('ONHOOK_TARGET_SECONDS', 20),
  answerWithinMs: usual('ONHOOK_ANSWER_MINUTES', 10 * minute),
  spaceByItselfMs: usual('ONHOOK_SPACE_MINUTES', 10 * minute),
  keptDays: usual('ONHOOK_KEEP_DAYS', [{ kind: 'calls', days: 365 }, { kind: 'resets', days: 90 }, { kind: 'shares', days: 365 }, { kind: 'incidents', days: 1095 }, { kind: 'left', days: 30 }]),
  logDays: usual('ONHOOK_LOG_DAYS', 30),
  leastPeople: usual(null, 10),
  callStep: usual(null, 5),
});

export const auditLog = (): AuditLogView => ({
  serverNow: now,
  entries: [
    { seq: 91, at: now - 4 * minute, by: 'Marta Nowak', as: 'admin', deed: 'link-made', about: { kind: 'person', name: 'Hana Kaya' } },
    { seq: 90, at: now - 51 * minute, by: 'Inês Carvalho', as: 'lead', deed: 'time-given', about: { kind: 'hidden' } },
    { seq: 89, at: now - 3 * 3_600_000, by: null, as: 'command-line', deed: 'all-copied', about: { kind: 'everybody' } },
    { seq: 88, at: now - 27 * 3_600_000, by: null, as: 'directory', deed: 'directory-changed', about: { kind: 'person', name: 'Joost van den Berg' } },
    { seq: 87, at: now - 80 * 3_600_000, by: 'Marta Nowak', as: 'admin', deed: 'person-changed', about: { kind: 'gone' } },
  ],
  next: 87,
});

export const phoneSystems = (): PhoneSystemsView => ({
  serverNow: now,
  connections: [
    {
      source: 'asterisk',
      title: 'Asterisk',
      state: 'up',
      since: now - 5 * 3_600_000,
      lastError: null,
      capabilities: { pausesLines: true, pausesSingleQueues: true, showsPauseReason: true, endsPauses: false, confirmsPause: 'event', reportsHolds: true, reportsAfterCallWork: false, reportsWhoHungUp: false, setsPenalty: false },
      lines: 38,
      notices: [
        { at: now - 8 * minute, kind: 'resynced', detail: 'read all lines again after 3 s without a connection' },
        { at: now - 9 * minute, kind: 'connection-lost', detail: 'the connection ended' },
      ],
      mayBeChecked: true,
    },
  ],
});
