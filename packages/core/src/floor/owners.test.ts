import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhoneEvent } from '../call/index.ts';
import { asId, type CallId, type LineId, type PersonId, type QueueName, type SourceId } from '../ids/index.ts';
import { applyPhoneEvent, assignLines, createEffects, createFloorState, createLineOwners, defaultPolicy, lineInFocus, restoreAnswerers, type Assignment, type Policy } from './index.ts';
import { ownerOf } from './owners.ts';

const [ana, ben] = ['ana', 'ben'].map(asId<PersonId>) as [PersonId, PersonId];
const agents = [{ person: ana, name: 'Ana Lima' }, { person: ben, name: 'Ben' }];
const lineId = asId<LineId>;
const phone = lineId('PJSIP/2001');
const owned = (...assigned: readonly [line: string, person: PersonId, name: string | null][]) =>
  createLineOwners(new Map(assigned.map(([line, person, name]): [LineId, Assignment] => [lineId(line), { person, name }])), agents);

describe('whose a line is', () => {
  it('Interfaces compare without regard to case, devices without their options, and technologies never', () => {
    const owners = owned(['pjsip/2001', ana, null], ['Local/2002@agents', ben, null]);
    expect(ownerOf(owners, phone, null, 'login')).toBe(ana);
    expect(ownerOf(owners, lineId('local/2002@AGENTS/n'), null, 'login')).toBe(ben);
    expect(ownerOf(owners, lineId('SIP/2001'), null, 'login')).toBe(null);
    expect(ownerOf(owners, lineId('PJSIP/20011'), null, 'login')).toBe(null);
  });

  it('A line that is alike two people’s is nobody’s, and the exact one is its owner’s', () => {
    const owners = owned(['pjsip/2001', ana, null], ['Pjsip/2001', ben, null]);
    expect(ownerOf(owners, phone, null, 'login')).toBe(null);
    expect(ownerOf(owners, lineId('Pjsip/2001'), null, 'login')).toBe(ben);
  });

  it('A login of another name takes the line over, one of nobody’s name leaves it nobody’s', () => {
    const owners = owned(['PJSIP/2001', ana, 'Ana']);
    const by = (name: string | null) => ownerOf(owners, phone, name, 'login');
    expect([by('Ana'), by(' ANA  lima '), by('ana'), by('Ben'), by('Temp 7'), by(''), by(null), by('pjsip/2001')]).toEqual([ana, ana, ana, ben, null, ana, ana, ana]);
    expect(ownerOf(owned(['PJSIP/2001', ana, null]), phone, 'Agent 7', 'login')).toBe(ana);
  });

  it('The setting decides for the name alone or the interface alone', () => {
    const owners = owned(['PJSIP/2001', ana, 'Ana']);
    expect(['login', 'name', 'interface'].map((match) => ownerOf(owners, phone, 'Ben', match as Policy['lineMatch']))).toEqual([ben, ben, ana]);
    expect(['login', 'name', 'interface'].map((match) => ownerOf(owners, lineId('PJSIP/2050'), 'Ben', match as Policy['lineMatch']))).toEqual([null, ben, null]);
  });

  it('Never is a line somebody’s who neither was given it nor has the name it shows', () => {
    const text = fc.constantFrom('Ana', 'ana lima', 'Ben', 'BEN', 'Temp', '', 'PJSIP/2001');
    fc.assert(
      fc.property(fc.option(fc.constantFrom(ana, ben), { nil: null }), fc.option(text, { nil: null }), fc.option(text, { nil: null }), fc.constantFrom<Policy['lineMatch'][]>('login', 'name', 'interface'), (given, atFirst, now, match) => {
        const owner = ownerOf(given === null ? owned() : owned(['PJSIP/2001', given, atFirst]), phone, now, match);
        const named = now?.toLowerCase() ?? '';
        if (owner === ana) expect(given === ana || named.startsWith('ana')).toBe(true);
        if (owner === ben) expect(given === ben || named === 'ben').toBe(true);
        if (match === 'login' && named === 'ben') expect(owner).not.toBe(given === ana && atFirst !== null && atFirst.toLowerCase() !== 'ben' ? ana : 'nobody');
      }),
    );
  });
});

describe('a hot desk', () => {
  const queue = asId<QueueName>('support');
  const source = asId<SourceId>('pbx');
  const setUp = () => {
    const floor = createFloorState();
    assignLines(floor, owned(['PJSIP/2001', ana, 'Ana']), 'login');
    let now = 1_800_000_000_000;
    let count = 0;
    const send = (event: object) => {
      const effects = createEffects();
      now += 1000;
      applyPhoneEvent(floor, effects, { ...event, source, id: `${(count += 1)}`, at: now, receivedAt: now } as PhoneEvent, { now, policy: defaultPolicy, hourOf: () => 0 });
      return effects;
    };
    const logIn = (name: string, line: LineId = phone) => send({ kind: 'line-joined', line, queue, name, pausedFor: null });
    const call = asId<CallId>('1');
    send({ kind: 'feed-opened', startedAt: null });
    return { floor, send, logIn, answer: () => send({ kind: 'call-answered', call, queue, line: phone }), end: () => send({ kind: 'call-ended', call, queue, line: phone, by: 'caller', talkSeconds: 1800 }) };
  };

  it('Hard calls and minutes are those of the person who has logged in', () => {
    const { floor, logIn, answer, end } = setUp();
    expect(logIn('Ana').handovers).toEqual([]);
    expect(logIn('Ben').handovers).toEqual([{ line: phone, from: ana, to: ben }]);
    expect([lineInFocus(floor, ana), lineInFocus(floor, ben), floor.lines.get(ana), floor.lines.get(ben)]).toEqual([undefined, phone, undefined, phone]);
    answer();
    const { recoveries, calls } = end();
    expect([...recoveries.values()].map(({ person }) => person)).toEqual([ben]);
    expect([...calls.values()].map(({ person }) => person)).toEqual([ben]);
    expect(logIn('Ana').handovers).toEqual([{ line: phone, from: ben, to: ana }]);
  });

  it('A call stays with the person who answered it, whoever logs in before it ends', () => {
    const { logIn, answer, end } = setUp();
    logIn('Ana');
    answer();
    logIn('Ben');
    expect([...end().calls.values()].map(({ person }) => person)).toEqual([ana]);
  });

  it('A call stays with the person who answered it over a restart of the server, by the name that the phone system gave', () => {
    const { floor, send, logIn, end } = setUp();
    logIn('Ana');
    send({ kind: 'call-answered', call: asId<CallId>('1'), queue, line: phone, name: 'Ana' });
    logIn('Ben');
    floor.answeredBy.clear();
    restoreAnswerers(floor, 'login');
    expect([...end().calls.values()].map(({ person }) => person)).toEqual([ana]);
  });

  it('A call that was answered in a gap is that of the login at the answer', () => {
    const { send, logIn, end } = setUp();
    logIn('Ana');
    send({ kind: 'call-answered', call: asId<CallId>('1'), queue, line: phone, name: 'Ben', recorded: true });
    expect([...end().calls.values()].map(({ person }) => person)).toEqual([ben]);
  });

  it('A pause for the person before is lifted when the next one logs in', () => {
    const { floor, send, logIn, answer, end } = setUp();
    logIn('Ana');
    answer();
    expect(end().commands).toMatchObject([{ kind: 'pause', line: phone }]);
    send({ kind: 'line-paused', line: phone, queue, reason: 'Recovery' });
    expect(floor.recoveries.get(ana)?.state).toBe('paused');
    const effects = send({ kind: 'roster', lines: [{ line: phone, name: 'Ben', device: 'idle', memberships: [{ queue, pausedFor: 'Recovery', callsTaken: 1, lastCallAt: null }] }] });
    expect([...effects.recoveries.values()]).toMatchObject([{ person: ana, state: 'ending', endReason: 'logged-out' }]);
    expect(effects.commands).toMatchObject([{ kind: 'resume', line: phone, queues: [queue] }]);
  });
});
