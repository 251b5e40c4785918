import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asId, type CentreId, type LineId, type PersonId, type RecoveryId } from '@onhook/core/ids';
import { carryOut } from '../../src/control/commands.ts';
import { NotTheOwner } from '../../src/platform/not-the-owner.ts';
import { allLines } from '../../src/centre/queries/lines.ts';
import { balances } from '../../src/centre/queries/ledger.ts';
import { findPerson, upsertPerson } from '../../src/platform/organisation/index.ts';
import { json } from '../../src/platform/store/index.ts';
import { offerEvents } from '../../src/centre/queries/offers.ts';
import { readEvents } from '../../src/centre/queries/event-log.ts';
import { resetsOfPerson } from '../../src/centre/queries/resets.ts';
import { minute, openTestServer, type TestServer } from '../support/test-server.ts';

const main = asId<CentreId>('main');
let testServer: TestServer;
let maya: string;

beforeEach(async () => {
  testServer = await openTestServer();
  maya = await testServer.signIn('maya');
});
afterEach(() => testServer.close());

const panel = async () => (await testServer.ask(maya, 'GET', '/api/panel')).body;
const hardCall = async (name = 'c1', line = 'PJSIP/1') => {
  testServer.phones.call(name, line, 'Billing', 20 * 60);
  await testServer.settle();
};
const sums = async () => {
  const rows = await balances(testServer.context.store.db, main);
  return Object.fromEntries(rows.filter((row) => row.amount_ms !== 0).map((row) => [row.account, row.amount_ms / minute]));
};

describe('a refused command', () => {
  it('of an older recovery does not end the newer one', async () => {
    const { context, clock, phones } = testServer;
    const person = asId<PersonId>('maya');
    const line = asId<LineId>('PJSIP/1');
    const queues = phones.queuesOf(line);
    const pause = vi
      .spyOn(phones, 'pause')
      .mockImplementationOnce(async ({ id }) => ({ kind: 'refused', command: id, because: 'no-permission', message: 'Permission denied' }))
      .mockImplementationOnce(async ({ id }) => ({ kind: 'sent', command: id }));
    // The tick that is under way takes one input; the next one takes all three commands.
    const underWay = context.runtime.ingest([]);
    const results = [
      context.runtime.submit(person, { kind: 'a-minute-please' }),
      context.runtime.submit(person, { kind: 'back-on-the-line', recovery: asId<RecoveryId>(`asked-maya-${clock.now()}`) }),
      context.runtime.submit(person, { kind: 'a-minute-please' }),
    ];
    await underWay;
    await Promise.all(results);
    await testServer.settle();
    expect(pause).toHaveBeenCalledTimes(2);
    pause.mockRestore();
    expect((await panel()).recovery).toMatchObject({ recovery: `asked-maya-${clock.now() + 1}` });
    for (const queue of queues) phones.set('PJSIP/1', queue, 'Recovery');
    await testServer.settle();
    expect((await panel()).recovery).toMatchObject({ recovery: `asked-maya-${clock.now() + 1}`, state: 'paused' });
  });
});

describe('after a hard call', () => {
  it('holds the line for the floor and what policy adds, and offers with reasons', async () => {
    await hardCall();
    expect(testServer.phones.paused('PJSIP/1')).toEqual(['Recovery', 'Recovery']);
    const view = await panel();
    expect(view.line.state).toBe('paused');
    expect(view.recovery).toMatchObject({ state: 'paused', grantedMs: 5 * minute, pausedUntil: testServer.clock.now() + 5 * minute });
    expect(view.offer.call).toMatchObject({ queue: 'Billing', reasons: [{ kind: 'handle-time', minutes: 20, timesUsual: expect.any(Number) }] });
  });

  it('opens the line by itself when the time is up, with nobody at the browser', async () => {
    await hardCall();
    await testServer.pass(5 * minute - 1);
    expect(testServer.phones.paused('PJSIP/1')).toEqual(['Recovery', 'Recovery']);
    await testServer.pass(1);
    expect(testServer.phones.paused('PJSIP/1')).toEqual([null, null]);
    expect(await sums()).toEqual({ centre: -5, honoured: 5 });
    expect((await panel()).lastClosed.because).toBe('time-was-up');
  });

  it.each([
    ['skipped', { centre: -5, honoured: 1, waived: 4 }],
    ['not-relevant', { centre: -5, honoured: 1, waived: 4 }],
    ['later', { centre: -5, honoured: 1, banked: 4 }],
  ] as const)('answered %s, opens the line and books the rest', async (answer, expected) => {
    await hardCall();
    await testServer.pass(minute);
    const { offer } = await panel();
    expect((await testServer.ask(maya, 'POST', `/api/offers/${offer.offer}/shown`)).status).toBe(200);
    expect((await testServer.ask(maya, 'POST', `/api/offers/${offer.offer}/answer`, { answer })).status).toBe(200);
    await testServer.settle();
    expect(testServer.phones.paused('PJSIP/1')).toEqual([null, null]);
    expect(await sums()).toEqual(expected);
    const steps = await offerEvents(testServer.context.store.db, main, offer.offer);
    expect(steps.map((step) => [step.state, step.answer])).toEqual([['intended', null], ['shown', null], ['answered', answer]]);
  });

  it('shows the agent their own day: the hard call, the minutes kept for it and the last call', async () => {
    const day = async () => (await testServer.ask(maya, 'GET', '/api/panel/day')).body;
    expect(await day()).toMatchObject({ firstCallAt: null, lastCall: null, hardCalls: [], keptMinutes: [] });
    await hardCall();
    const endedAt = testServer.clock.now();
    expect(await day()).toMatchObject({
      lastCall: { queue: 'Billing', endedAt, talkMs: 20 * minute },
      hardCalls: [{ startedAt: endedAt - 20 * minute, endedAt }],
      keptMinutes: [{ startedAt: endedAt, endedAt }],
    });
    await testServer.pass(5 * minute);
    expect((await day()).keptMinutes).toEqual([{ startedAt: endedAt, endedAt: endedAt + 5 * minute }]);
    const { call, leg } = (await panel()).tappable;
    await testServer.ask(maya, 'POST', `/api/calls/${call}/${leg}/tap`, { tap: 'fine' });
    expect(await day()).toMatchObject({ hardCalls: [], firstCallAt: endedAt - 20 * minute });
    expect((await testServer.ask(await testServer.signIn('noor'), 'GET', '/api/panel/day')).body).toMatchObject({ lastCall: null, hardCalls: [], keptMinutes: [] });
  });

  it('pays banked minutes back with the next recovery', async () => {
    await hardCall();
    const { offer } = await panel();
    await testServer.ask(maya, 'POST', `/api/offers/${offer.offer}/answer`, { answer: 'later' });
    await testServer.pass(minute);
    await hardCall('c2');
    expect((await panel()).recovery.grantedMs).toBe(10 * minute);
    expect((await panel()).today).toMatchObject({ paidBackMs: 5 * minute, bankedMs: 0 });
  });

  it('can be ended early, and made longer once', async () => {
    await hardCall();
    const { recovery } = await panel();
    expect((await testServer.ask(maya, 'POST', `/api/recoveries/${recovery.recovery}/extend`)).status).toBe(200);
    expect((await panel()).recovery).toMatchObject({ pausedUntil: testServer.clock.now() + 7 * minute, canExtendMs: 0 });
    expect((await testServer.ask(maya, 'POST', `/api/recoveries/${recovery.recovery}/extend`)).body.error).toBe('no-longer-possible');
    await testServer.pass(3 * minute);
    await testServer.ask(maya, 'POST', `/api/recoveries/${recovery.recovery}/end`);
    await testServer.settle();
    expect(testServer.phones.paused('PJSIP/1')).toEqual([null, null]);
    expect(await sums()).toEqual({ centre: -7, honoured: 3, waived: 4 });
  });

  it('interrupts a reset that is still going on when the minutes end, and no other', async () => {
    await hardCall();
    const { recovery } = (await panel()).recovery;
    const start = async (reset: string): Promise<string> => {
      await testServer.ask(maya, 'POST', '/api/resets', { reset, recovery });
      return reset;
    };
    const done = await start('reset-done');
    await testServer.ask(maya, 'POST', `/api/resets/${done}/end`, { how: 'completed' });
    const going = await start('reset-going');
    await testServer.pass(5 * minute);
    const rows = await resetsOfPerson(testServer.context.store.db, main, asId<PersonId>('maya'), 0);
    expect(rows.map(({ reset, how, interrupted_by: by }) => ({ reset, how, by }))).toEqual(
      expect.arrayContaining([
        { reset: done, how: 'completed', by: null },
        { reset: going, how: 'interrupted', by: 'time-was-up' },
      ]),
    );
  });

  it('is booked as cut short when somebody lifts the pause', async () => {
    await hardCall();
    await testServer.pass(2 * minute);
    testServer.phones.set('PJSIP/1', 'Billing', null);
    await testServer.settle();
    expect(await sums()).toEqual({ centre: -5, honoured: 2, 'cut-short': 3 });
    expect((await panel()).today.cutShort).toEqual([{ ms: 3 * minute, by: 'phone-system', at: testServer.clock.now() }]);
    expect(testServer.phones.paused('PJSIP/1')).toEqual([null, null]);
  });

  it('leaves a pause that is not ours, and banks the minutes', async () => {
    testServer.phones.set('PJSIP/1', 'Billing', 'Lunch');
    testServer.phones.set('PJSIP/1', 'Orders', 'Lunch');
    await hardCall();
    expect(testServer.phones.paused('PJSIP/1')).toEqual(['Lunch', 'Lunch']);
    expect(await sums()).toEqual({ centre: -5, banked: 5 });
    expect(testServer.phones.commands).toEqual([]);
  });

  it('says so when the phone system refuses', async () => {
    testServer.phones.refusal = { kind: 'refused', because: 'no-permission', message: 'Permission denied' };
    await hardCall();
    expect((await panel()).lastClosed.because).toBe('phone-refused');
    testServer.phones.refusal = null;
    await testServer.pass(15_000);
    expect(await sums()).toEqual({ centre: -5, 'cut-short': 5 });
    expect((await panel()).recovery).toBeNull();
  });
});

describe('a call that is hard while it runs', () => {
  it('is paused behind, with nothing on the screen, and offered at its end', async () => {
    const call = { call: asId<never>('c1'), queue: asId<never>('Billing'), line: asId<never>('PJSIP/1') };
    testServer.phones.report({ kind: 'call-queued', ...call }, { kind: 'call-answered', ...call });
    await testServer.pass(15 * minute);
    expect(testServer.phones.paused('PJSIP/1')).toEqual(['Recovery', 'Recovery']);
    expect(await panel()).toMatchObject({ line: { state: 'on-call' }, offer: null, recovery: { state: 'waiting', pausedUntil: null } });
    await testServer.pass(20 * minute);
    testServer.phones.report({ kind: 'call-ended', ...call, by: 'caller', talkSeconds: 35 * 60 });
    await testServer.settle();
    expect(await panel()).toMatchObject({ recovery: { state: 'paused', pausedUntil: testServer.clock.now() + 5 * minute }, offer: { state: 'intended' } });
  });
});

describe('the agent’s own word', () => {
  it('makes a usual call hard, up to fifteen minutes back', async () => {
    testServer.phones.call('c1', 'PJSIP/1', 'Billing', 60);
    await testServer.pass(14 * minute);
    expect((await panel()).offer).toBeNull();
    expect((await testServer.ask(maya, 'POST', '/api/calls/c1/1/tap', { tap: 'hard' })).status).toBe(200);
    await testServer.settle();
    expect(testServer.phones.paused('PJSIP/1')).toEqual(['Recovery', 'Recovery']);
    expect((await panel()).offer.call.reasons).toEqual([{ kind: 'agent-said' }]);
  });

  it('is too late after fifteen minutes', async () => {
    testServer.phones.call('c1', 'PJSIP/1', 'Billing', 60);
    await testServer.pass(15 * minute + 1);
    expect((await testServer.ask(maya, 'POST', '/api/calls/c1/1/tap', { tap: 'hard' })).body.error).toBe('no-longer-possible');
  });

  it('is enough with no call at all', async () => {
    expect((await testServer.ask(maya, 'POST', '/api/recoveries')).status).toBe(200);
    await testServer.settle();
    expect(testServer.phones.paused('PJSIP/1')).toEqual(['Recovery', 'Recovery']);
    expect((await panel()).offer).toMatchObject({ state: 'accepted', call: null });
  });
});

describe('a restart', () => {
  it('finds everything as it was, and ends what ran out meanwhile', async () => {
    await hardCall();
    const before = await panel();
    await testServer.restart();
    expect(await panel()).toMatchObject({ recovery: before.recovery, offer: before.offer, today: before.today, tappable: before.tappable });
    testServer.clock.move(10 * minute);
    await testServer.restart();
    expect(testServer.phones.paused('PJSIP/1')).toEqual([null, null]);
    expect(await sums()).toEqual({ centre: -10, honoured: 5, overrun: 5 });
  });

  it('keeps an accepted card accepted, whatever is heard of its call later', async () => {
    await hardCall();
    const { offer } = await panel();
    await testServer.ask(maya, 'POST', `/api/offers/${offer.offer}/answer`, { answer: 'accepted' });
    await testServer.restart();
    testServer.phones.report({ kind: 'call-wrapped', call: asId<never>('c1'), line: asId<never>('PJSIP/1'), code: 'refund' });
    await testServer.settle();
    expect((await panel()).offer.state).toBe('accepted');
  });

  it('takes no pause for lifted before the phone system has shown its picture', async () => {
    await hardCall();
    testServer.phones.silent = true;
    await testServer.restart();
    await testServer.pass(minute);
    expect((await panel()).recovery.state).toBe('paused');
    expect(testServer.phones.commands.filter((command) => command.kind === 'pause')).toHaveLength(1);
  });
});

describe('the rooms', () => {
  it('show a lead the own team only, and a recovery as a plain pause', async () => {
    await hardCall('c1', 'PJSIP/1');
    await hardCall('c2', 'PJSIP/2');
    const { status, body } = await testServer.ask(await testServer.signIn('lea'), 'GET', '/api/board');
    expect(status).toBe(200);
    expect(body.teams).toEqual([
      {
        team: 'red',
        name: 'red',
        agents: [
          {
            person: 'maya',
            name: 'maya',
            state: 'paused',
            since: null,
            reason: 'Recovery',
            backBy: Math.ceil((testServer.clock.now() + 12 * minute) / (5 * minute)) * 5 * minute,
            queues: ['Billing', 'Orders'],
          },
        ],
      },
    ]);
    expect(body.queues).toContainEqual(expect.objectContaining({ queue: 'Billing', answered: 0, serviceLevel: null }));
  });

  it('show a lead the same latest end however the minutes go, and push nothing when only the minutes change', async () => {
    await hardCall('c1', 'PJSIP/1');
    const lea = await testServer.signIn('lea');
    const board = await testServer.listen<object>(lea, 'board-change');
    const shown = async () => {
      await testServer.settle();
      return (await testServer.ask(lea, 'GET', '/api/board')).body.teams[0].agents[0];
    };
    const first = await shown();
    const { offer, recovery } = await panel();
    await testServer.ask(maya, 'POST', `/api/offers/${offer.offer}/answer`, { answer: 'accepted' });
    expect(await shown()).toEqual(first);
    await testServer.ask(maya, 'POST', `/api/recoveries/${recovery.recovery}/extend`);
    expect((await panel()).recovery.grantedMs).toBe(7 * minute);
    expect(await shown()).toEqual(first);
    await testServer.pass(4 * minute);
    expect(await shown()).toEqual(first);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(board.pushed.filter((change) => JSON.stringify(change).includes('maya')).length).toBeLessThanOrEqual(1);
  });

  it('show an analyst closed half hours only, without hard calls and minutes while fewer than ten people work', async () => {
    await hardCall();
    const cookie = await testServer.signIn('ana');
    const { body } = await testServer.ask(cookie, 'GET', '/api/day');
    expect(body).toMatchObject({ recovery: null, now: { paused: 1, lines: 3 } });
    expect(body.queues).toContainEqual({ queue: 'Billing', halfHours: [] });
    expect(body.rangFirst).toEqual({ hardCalls: 0, pausedBehind: 0, rangFirst: 0, causes: [] });
    const file = await testServer.app.inject({ method: 'GET', url: '/api/day/figures', headers: { cookie } });
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.body).toMatch(/^"queue","from","offered",.*"hardCalls"\r\n$/);
    await testServer.pass(30 * minute);
    const closed = await testServer.app.inject({ method: 'GET', url: '/api/day/figures', headers: { cookie } });
    expect(closed.body).toMatch(/\r\n"Billing","[\d-]+T[\d:.]+Z","0","0","0","","0",.*""\r\n/);
    expect((await testServer.ask(cookie, 'GET', '/api/day')).body.recovery).toBeNull();
  });

  it('let an administrator match a line, and not while it is held', async () => {
    const ada = await testServer.signIn('ada');
    expect((await testServer.ask(ada, 'GET', '/api/lines')).body.unmatched).toEqual([expect.objectContaining({ line: 'PJSIP/9' })]);
    expect((await testServer.ask(ada, 'POST', '/api/lines/match', { line: 'PJSIP/9', person: 'noor' })).status).toBe(200);
    expect((await testServer.ask(ada, 'GET', '/api/lines')).body.unmatched).toEqual([]);
    await hardCall();
    expect((await testServer.ask(ada, 'POST', '/api/lines/match', { line: 'PJSIP/1', person: null })).body.error).toBe('no-longer-possible');
    expect((await testServer.ask(ada, 'POST', '/api/lines/match', { line: 'PJSIP/404', person: null })).body.error).toBe('not-found');
  });
});

describe('an administrator', () => {
  const release = (person: string) =>
    carryOut(
      {
        config: testServer.context.config,
        store: testServer.context.store,
        clock: testServer.clock,
        runtime: testServer.context.runtime,
        peopleChanged: () => testServer.context.peopleChanged(),
      },
      { kind: 'release', person },
    );

  it('puts a held line back on, and the ledger says who did', async () => {
    await hardCall();
    await testServer.pass(minute);
    expect(await release('maya')).toEqual({ kind: 'done' });
    await testServer.settle();
    expect(testServer.phones.paused('PJSIP/1')).toEqual([null, null]);
    expect(await sums()).toEqual({ centre: -5, honoured: 1, 'cut-short': 4 });
    expect((await panel()).today.cutShort).toEqual([{ by: 'administrator', ms: 4 * minute, at: testServer.clock.now() }]);
    expect(await release('maya')).toMatchObject({ kind: 'problem' });
    expect(await release('nobody')).toMatchObject({ kind: 'problem' });
  });

  it('reads why a release lifts nothing, for each line and queue', async () => {
    expect(await release('maya')).toEqual({ kind: 'problem', message: '"PJSIP/1" is not paused.' });
    testServer.phones.set('PJSIP/1', 'Billing', 'Coffee');
    await testServer.settle();
    expect(await release('maya')).toMatchObject({ kind: 'problem', message: '"PJSIP/1" in Billing: somebody else has paused it for "Coffee". Onhook lifts no pause but its own.' });
    expect(testServer.phones.paused('PJSIP/1')).toContain('Coffee');
  });

  it('is told of a pause that ends late, and of one that nothing explains, which one tap lifts', async () => {
    const ada = await testServer.signIn('ada');
    const pauses = async () => (await testServer.ask(ada, 'GET', '/api/lines')).body.pauses;
    const notices = async (kind: string) => (await testServer.context.metrics.notices.get()).values.find(({ labels }) => labels.kind === kind)?.value ?? 0;
    await hardCall();
    testServer.phones.refusal = { kind: 'refused', because: 'other', message: 'no' };
    await testServer.pass(5 * minute);
    expect(await pauses()).toEqual([]);
    await testServer.pass(11_000);
    expect(await pauses()).toEqual([expect.objectContaining({ kind: 'late', line: 'PJSIP/1', since: testServer.clock.now() - 11_000 })]);
    expect(await notices('late-ending')).toBe(1);
    testServer.phones.refusal = null;
    await testServer.pass(3000);
    expect(await pauses()).toEqual([]);

    testServer.phones.set('PJSIP/9', 'Billing', 'Recovery');
    await testServer.pass(minute);
    expect(testServer.phones.paused('PJSIP/9')).toEqual(['Recovery']);
    expect(await pauses()).toEqual([expect.objectContaining({ kind: 'unexplained', line: 'PJSIP/9', queue: 'Billing', reason: 'Recovery' })]);
    expect(await notices('unexplained-pause')).toBe(1);
    expect((await testServer.ask(maya, 'POST', '/api/lines/lift', { line: 'PJSIP/9', queue: 'Billing' })).status).toBe(403);
    expect((await testServer.ask(ada, 'POST', '/api/lines/lift', { line: 'PJSIP/9', queue: 'Billing' })).status).toBe(200);
    await testServer.settle();
    expect(testServer.phones.paused('PJSIP/9')).toEqual([null]);
    expect(await pauses()).toEqual([]);
    expect((await testServer.ask(ada, 'POST', '/api/lines/lift', { line: 'PJSIP/9', queue: 'Billing' })).body.error).toBe('no-longer-possible');
  });

  it('gives no held line to somebody else', async () => {
    await hardCall();
    const give = (line: string) =>
      carryOut(
        { config: testServer.context.config, store: testServer.context.store, clock: testServer.clock, runtime: testServer.context.runtime, peopleChanged: async () => {} },
        { kind: 'person', person: 'noor', name: null, roles: null, team: null, leads: null, line, active: true },
      );
    expect(await give('PJSIP/1')).toMatchObject({ kind: 'problem', message: expect.stringContaining('recovery of "maya"') });
    expect(await give('PJSIP/9')).toEqual({ kind: 'done' });
    const lines = await allLines(testServer.context.store.db, main);
    expect(lines.find(({ line }) => line === 'PJSIP/9')).toMatchObject({ person: 'noor', source: 'scripted' });
  });
});

describe('a decision that fails', () => {
  it('stops the floor with nothing of it on disk, and is taken afresh from there', async () => {
    const { day } = testServer.context;
    const hourOf = day.hourOf;
    Object.assign(day, {
      hourOf: () => {
        throw new Error('a rule is broken');
      },
    });
    const before = testServer.context.runtime.seq;
    await hardCall();
    expect(testServer.context.runtime.status).toBe('stopped');
    expect(testServer.logged.some((line) => line.includes('a decision failed'))).toBe(true);
    await expect(testServer.context.runtime.ingest([])).rejects.toThrow(NotTheOwner);
    Object.assign(day, { hourOf });
    await testServer.restart();
    expect(testServer.context.runtime.status).toBe('running');
    expect(await readEvents(testServer.context.store.db, main, before, 100)).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ kind: 'call-ended' })]),
    );
    await hardCall();
    expect((await panel()).recovery).toMatchObject({ state: 'paused' });
  });
});

describe('a decision that the store can never take', () => {
  it('stops the floor instead of blocking it, so that the next owner goes on', async () => {
    // A time with a fraction fits no column of a call.
    testServer.clock.move(0.5);
    await hardCall();
    expect(testServer.context.runtime.status).toBe('stopped');
    expect(testServer.logged.some((line) => line.includes('can never take what was decided'))).toBe(true);
    testServer.clock.move(0.5);
    await testServer.restart();
    expect(testServer.context.runtime.status).toBe('running');
    await hardCall('c2');
    expect((await panel()).recovery).toMatchObject({ state: 'paused' });
  });
});

describe('an open panel', () => {
  it('is closed when its person is no agent any more', async () => {
    const wrote: string[] = [];
    let isOpen = true;
    const stream = { write: (part: string) => wrote.push(part) > 0, end: () => (isOpen = false), destroy: () => {}, writableNeedDrain: false };
    const person = asId<PersonId>('maya');
    testServer.context.live.open({ person, name: 'maya', roles: ['agent'], leads: [], framedIn: null }, stream as never);
    await testServer.context.peopleChanged();
    expect(isOpen).toBe(true);
    const row = (await findPerson(testServer.context.store.db, main, person)) ?? expect.fail();
    await upsertPerson(testServer.context.store.db, { ...row, roles: json(['analyst']) });
    await testServer.context.peopleChanged();
    expect(isOpen).toBe(false);
  });
});
