import { describe, expect, it } from 'vitest';
import { asId, type CallId, type OfferId, type TimeGrantId, type LineId } from '../ids/index.ts';
import { balances } from '../ledger/index.ts';
import { isOpen, recoveryPauseReason } from '../pause/index.ts';
import { createEffects, handleCommand, pendingAnswer } from './index.ts';
import { ada, bo, ImaginaryFloor, policy, sales, support } from './imaginary-floor.property.ts';

const setUp = () => new ImaginaryFloor(1_800_000_000_000);
const pausedFor = (floor: ImaginaryFloor, { line }: typeof ada) => [...floor.phones.phone(line).members.values()].map((member) => member.pausedFor);

const callOf = (floor: ImaginaryFloor, { line }: typeof ada, ms: number): void => {
  floor.phones.ring(line, sales);
  floor.phones.answer(line);
  floor.pass(ms);
  floor.phones.end(line);
};

describe('after a call', () => {
  it('that was hard the line is paused behind it, and the offer comes when it ends', () => {
    const floor = setUp();
    floor.phones.ring(ada.line, sales);
    floor.phones.answer(ada.line);
    floor.pass(90_000);
    expect(pausedFor(floor, ada)).toEqual([recoveryPauseReason, recoveryPauseReason]);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'waiting', pausedDuringCall: true });
    expect(floor.offerOf(ada.person)).toBe(undefined);
    floor.phones.end(ada.line);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'paused', runningSince: floor.now, grantedMs: policy.guaranteedMs + policy.moreMs });
    expect(floor.offerOf(ada.person)).toMatchObject({ state: 'intended', call: { call: 'call-1', judgement: { reasons: [{ kind: 'handle-time' }] } } });
  });

  it('that was not hard nothing follows, until the agent or a wrap-up code says it was', () => {
    const floor = setUp();
    callOf(floor, bo, 11_000);
    expect(floor.recoveries.size).toBe(0);
    floor.command(bo.person, { kind: 'call-tapped', call: asId<CallId>('call-1'), leg: 1, tap: 'hard' });
    expect(floor.recoveryOf(bo.person)).toMatchObject({ cause: 'said-hard', state: 'paused' });

    const wrapped = setUp();
    callOf(wrapped, bo, 20_000);
    expect(wrapped.recoveries.size).toBe(0);
    wrapped.phones.wrap(bo.line, asId<CallId>('call-1'));
    expect(wrapped.recoveryOf(bo.person)).toMatchObject({ cause: 'hard-call', state: 'paused' });
  });

  it('that may have ended in a gap of the connection no pause follows while the agent is on a private call', () => {
    const floor = setUp();
    const { phones } = floor;
    phones.ring(bo.line, sales);
    phones.answer(bo.line);
    floor.pass(5000);
    phones.close('error');
    const queueCall = phones.phone(bo.line).call;
    floor.pass(60_000);
    floor.connect(0);
    floor.pass(600_000);
    expect(phones.phone(bo.line).call).toBe(queueCall);
    expect(floor.recoveries.size).toBe(0);
    phones.end(bo.line);
    expect(floor.recoveryOf(bo.person)).toMatchObject({ cause: 'hard-call', state: 'paused' });
  });

  it('no card is put out when the line is paused for something else, and the minutes are banked', () => {
    const floor = setUp();
    callOf(floor, bo, 20_000);
    floor.phones.setPause(bo.line, sales, 'Coffee');
    floor.phones.wrap(bo.line, asId<CallId>('call-1'));
    expect(floor.recoveryOf(bo.person)).toMatchObject({ state: 'closed', endReason: 'paused-by-another' });
    expect(floor.offerOf(bo.person)).toBe(undefined);
    expect(floor.state.banked.get(bo.person)).toBe(policy.guaranteedMs + policy.moreMs);
  });

  it('that was transferred, the back office’s talk is not the agent’s', () => {
    const floor = setUp();
    floor.phones.ring(bo.line, sales);
    floor.phones.answer(bo.line);
    floor.pass(5000);
    floor.phones.emit({ kind: 'call-transferred', call: asId<CallId>('call-1'), how: 'blind', to: '700' });
    floor.pass(600_000);
    floor.phones.end(bo.line);
    expect(floor.lastCallOf(bo.line)).toMatchObject({ visit: { talkSeconds: 605 }, judgement: { level: 1 } });
    expect(floor.recoveries.size).toBe(0);
  });

  it('what is told of it late is written down', () => {
    const floor = setUp();
    callOf(floor, bo, 6000);
    const { phones } = floor;
    const { visit } = floor.lastCallOf(bo.line)!;
    expect(visit.outcome).toBe('completed-by-caller');
    phones.now = floor.now - 1000;
    phones.emit({ kind: 'call-transferred', call: asId<CallId>('call-1'), how: 'blind' });
    expect(floor.lastCallOf(bo.line)).toMatchObject({ visit: { outcome: 'transferred' } });
  });
});

describe('while nobody tells us anything', () => {
  it('no call grows hard, and what is lost is judged by what was known of it', () => {
    const floor = setUp();
    floor.phones.ring(bo.line, sales);
    floor.phones.answer(bo.line);
    floor.pass(8000);
    floor.phones.close('error');
    floor.phones.end(bo.line);
    floor.pass(600_000);
    expect(floor.recoveries.size).toBe(0);
    floor.connect(0);
    expect(floor.lastCallOf(bo.line)).toMatchObject({ visit: { outcome: 'lost' }, judgement: { level: 1 } });
    expect(floor.recoveries.size).toBe(0);
  });

  it('a pause that was placed is found and lifted afterwards, and another left alone', () => {
    const floor = setUp();
    callOf(floor, ada, 90_000);
    floor.phones.close('error');
    floor.phones.setPause(ada.line, support, 'Coffee');
    floor.pass(600_000);
    expect(pausedFor(floor, ada)).toEqual([recoveryPauseReason, 'Coffee']);
    floor.connect(1500);
    expect(pausedFor(floor, ada)).toEqual([null, 'Coffee']);
  });
});

describe('what an agent says', () => {
  it('asks for a minute and gets one, though the last pause is only just coming off', () => {
    const floor = setUp();
    floor.command(ada.person, { kind: 'a-minute-please' });
    floor.pass(60_000);
    floor.phones.fate = 'late';
    floor.command(ada.person, { kind: 'back-on-the-line', recovery: floor.recoveryOf(ada.person)!.recovery });
    floor.phones.fate = 'obeys';
    floor.command(ada.person, { kind: 'a-minute-please' });
    floor.pass(60_000);
    expect(pausedFor(floor, ada)).toEqual([recoveryPauseReason, recoveryPauseReason]);
    expect(floor.recoveryOf(ada.person)).toSatisfy(isOpen);
    expect(floor.recoveries.size).toBe(2);
  });

  it('asks for nothing where nothing can be protected', () => {
    const floor = setUp();
    floor.phones.setPause(bo.line, sales, 'Coffee');
    const result = handleCommand(floor.state, createEffects(), bo.person, { kind: 'a-minute-please' }, floor.moment);
    expect(result).toEqual({ kind: 'no-longer-possible' });
    expect(floor.recoveries.size).toBe(0);
  });

  it('asks twice in one millisecond for two things', () => {
    const floor = setUp();
    for (let i = 0; i < 2; i += 1) {
      floor.command(bo.person, { kind: 'a-minute-please' });
      floor.command(bo.person, { kind: 'back-on-the-line', recovery: floor.recoveryOf(bo.person)!.recovery });
    }
    expect(floor.recoveries.size).toBe(2);
  });

  it('is heard the same when it is sent again', () => {
    const floor = setUp();
    callOf(floor, ada, 90_000);
    const { offer } = floor.offerOf(ada.person)!;
    const answer = (given: 'skipped' | 'later') =>
      handleCommand(floor.state, createEffects(), ada.person, { kind: 'offer-answered', offer, answer: given }, floor.moment);
    floor.command(ada.person, { kind: 'offer-answered', offer, answer: 'skipped' });
    expect([answer('skipped'), answer('later')]).toEqual([{ kind: 'done', recovery: null }, { kind: 'no-longer-possible' }]);
    expect(balances(floor.entries)).toMatchObject({ waived: policy.guaranteedMs + policy.moreMs });
  });

  describe('with an answer that can be taken back', () => {
    const answered = (answer: 'later' | 'skipped' | 'not-relevant') => {
      const floor = setUp();
      callOf(floor, ada, 90_000);
      const { offer } = floor.offerOf(ada.person)!;
      floor.command(ada.person, { kind: 'offer-shown', offer });
      floor.command(ada.person, { kind: 'offer-answered', offer, answer, undoable: true });
      return { floor, offer };
    };
    const send = (floor: ImaginaryFloor, command: Parameters<typeof handleCommand>[3]) => handleCommand(floor.state, createEffects(), ada.person, command, floor.moment);

    it('keeps the line paused for five seconds, and then the answer takes effect without any browser', () => {
      for (const answer of ['later', 'skipped', 'not-relevant'] as const) {
        const { floor } = answered(answer);
        expect(pendingAnswer(floor.state, ada.person)).toEqual({ answer, takesEffectAt: floor.now + 5_000 });
        floor.pass(4_000);
        expect(pausedFor(floor, ada)).toEqual([recoveryPauseReason, recoveryPauseReason]);
        floor.pass(2_000);
        expect(pausedFor(floor, ada)).toEqual([null, null]);
        expect(floor.state.closed.get(ada.person)?.endReason).toBe({ later: 'agent-said-later', skipped: 'agent-skipped', 'not-relevant': 'agent-said-fine' }[answer]);
        expect([...floor.state.ended.values()].at(-1)?.agentRating).toBe(answer === 'not-relevant' ? 'fine' : null);
      }
    });

    it('offers the minutes again once the answer is taken back, and ends them in their own time', () => {
      const { floor, offer } = answered('skipped');
      floor.pass(3_000);
      floor.command(ada.person, { kind: 'answer-undone', offer });
      expect(floor.offerOf(ada.person)).toMatchObject({ state: 'shown', answer: null, answeredAt: null });
      floor.pass(10_000);
      expect(pausedFor(floor, ada)).toEqual([recoveryPauseReason, recoveryPauseReason]);
      floor.pass(policy.guaranteedMs + policy.moreMs);
      expect(pausedFor(floor, ada)).toEqual([null, null]);
      expect(floor.state.closed.get(ada.person)?.endReason).toBe('time-was-up');
    });

    it('opens the line at once when the same answer comes without the five seconds', () => {
      const { floor, offer } = answered('later');
      floor.command(ada.person, { kind: 'offer-answered', offer, answer: 'later' });
      floor.pass(1_000);
      expect(pausedFor(floor, ada)).toEqual([null, null]);
    });

    it('takes back nothing that is accepted, or over', () => {
      const { floor, offer } = answered('later');
      expect(send(floor, { kind: 'offer-answered', offer, answer: 'accepted' })).toEqual({ kind: 'no-longer-possible' });
      floor.pass(7_000);
      expect(send(floor, { kind: 'answer-undone', offer })).toEqual({ kind: 'no-longer-possible' });
      expect(send(floor, { kind: 'answer-undone', offer: asId<OfferId>('other') })).toEqual({ kind: 'not-found' });
    });

    it('never keeps the line paused for longer than the minutes', () => {
      const floor = setUp();
      callOf(floor, ada, 90_000);
      floor.pass(policy.guaranteedMs + policy.moreMs - 2_000);
      floor.command(ada.person, { kind: 'offer-answered', offer: floor.offerOf(ada.person)!.offer, answer: 'later', undoable: true });
      floor.pass(3_000);
      expect(pausedFor(floor, ada)).toEqual([null, null]);
    });
  });

  it('later banks the minutes, and the next recovery pays them back', () => {
    const floor = setUp();
    callOf(floor, ada, 90_000);
    floor.command(ada.person, { kind: 'offer-answered', offer: floor.offerOf(ada.person)!.offer, answer: 'later' });
    floor.pass(60_000);
    expect(pausedFor(floor, ada)).toEqual([null, null]);
    callOf(floor, ada, 90_000);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ grantedMs: 10 * 60_000, paidBackMs: 5 * 60_000 });
  });
});

describe('what is given', () => {
  const [ten, more] = ['g1', 'g2'].map((id) => asId<TimeGrantId>(id)) as [TimeGrantId, TimeGrantId];
  const give = (floor: ImaginaryFloor, gift: TimeGrantId, minutes: number, untilEndOfDay = false): void =>
    floor.command(bo.person, { kind: 'given', gift, ms: minutes * 60_000, untilEndOfDay });
  const takeBack = (floor: ImaginaryFloor, gift: TimeGrantId): void => floor.command(bo.person, { kind: 'gift-taken-back', gift });

  it('pauses the line for as long as that, and ends by itself', () => {
    const floor = setUp();
    give(floor, ten, 10);
    expect(pausedFor(floor, bo)).toEqual([recoveryPauseReason]);
    floor.pass(10 * 60_000 - 1000);
    expect(pausedFor(floor, bo)).toEqual([recoveryPauseReason]);
    floor.pass(2000);
    expect(pausedFor(floor, bo)).toEqual([null]);
    expect(balances(floor.entries)).toMatchObject({ honoured: 10 * 60_000, 'cut-short': 0, banked: 0 });
  });

  it('comes on top of minutes that are on, and is taken back alone', () => {
    const floor = setUp();
    give(floor, ten, 10);
    floor.pass(60_000);
    give(floor, more, 5);
    takeBack(floor, more);
    expect(floor.recoveryOf(bo.person)).toMatchObject({ state: 'paused', leaseUntil: floor.now + 9 * 60_000 });
    floor.pass(10 * 60_000);
    floor.checkBooks();
    expect(balances(floor.entries)).toMatchObject({ honoured: 10 * 60_000, 'cut-short': 5 * 60_000 });
  });

  it('taken back, what is left is cut short by the lead, on record', () => {
    const floor = setUp();
    give(floor, ten, 10);
    floor.pass(60_000);
    takeBack(floor, ten);
    expect(pausedFor(floor, bo)).toEqual([null]);
    expect(floor.recoveryOf(bo.person)).toMatchObject({ endReason: 'lead-took-back' });
    expect(floor.entries.filter(({ account }) => account === 'cut-short')).toMatchObject([{ by: 'lead', amountMs: 9 * 60_000 }]);
  });

  it('to go home is not cut short by logging out', () => {
    const floor = setUp();
    give(floor, ten, 30, true);
    floor.pass(60_000);
    floor.phones.seat(bo.line, sales);
    expect(floor.recoveryOf(bo.person)).toMatchObject({ endReason: 'went-home' });
    expect(balances(floor.entries)).toMatchObject({ 'cut-short': 0, waived: 29 * 60_000 });
  });
});

describe('a person with two lines', () => {
  it('has the pause on the first lifted before the second is given any', () => {
    const floor = setUp();
    const second = asId<LineId>('L2');
    callOf(floor, ada, 90_000);
    floor.phones.fate = 'loses';
    floor.command(ada.person, { kind: 'back-on-the-line', recovery: floor.recoveryOf(ada.person)!.recovery });
    floor.state.people.set(second, ada.person);
    callOf(floor, { person: ada.person, line: second }, 90_000);
    expect([...floor.recoveries.values()].find(({ line }) => line === second)).toMatchObject({ endReason: 'already-recovering', state: 'closed' });
    floor.phones.fate = 'obeys';
    floor.pass(5000);
    expect(pausedFor(floor, ada)).toEqual([null, null]);
  });

  const twoLines = () => {
    const floor = setUp();
    floor.state.people.set(bo.line, ada.person);
    callOf(floor, ada, 90_000);
    return floor;
  };

  it('has all of them paused by one recovery, and all of them lifted at its end', () => {
    const floor = twoLines();
    expect([pausedFor(floor, ada), pausedFor(floor, bo)]).toEqual([[recoveryPauseReason, recoveryPauseReason], [recoveryPauseReason]]);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'paused', line: ada.line });
    floor.pass(policy.guaranteedMs + policy.moreMs + 1000);
    expect([pausedFor(floor, ada), pausedFor(floor, bo)]).toEqual([[null, null], [null]]);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'closed', endReason: 'time-was-up' });
  });

  it('has no minutes run while the other line is in a call that rang first', () => {
    const floor = setUp();
    floor.state.people.set(bo.line, ada.person);
    floor.phones.ring(bo.line, sales);
    callOf(floor, ada, 90_000);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'waiting' });
    floor.phones.end(bo.line);
    expect(floor.recoveryOf(ada.person)).toMatchObject({ state: 'paused' });
  });

  it('keeps the pause of another reason on either line', () => {
    const floor = setUp();
    floor.state.people.set(bo.line, ada.person);
    floor.phones.setPause(bo.line, sales, 'Coffee');
    callOf(floor, ada, 90_000);
    expect([pausedFor(floor, ada), pausedFor(floor, bo)]).toEqual([[recoveryPauseReason, recoveryPauseReason], ['Coffee']]);
    floor.pass(policy.guaranteedMs + policy.moreMs + 1000);
    expect(pausedFor(floor, bo)).toEqual(['Coffee']);
  });
});

describe('a slow phone system', () => {
  it('has a pause lifted that comes when nobody waits for it any more', () => {
    const floor = setUp();
    floor.phones.fate = 'late';
    floor.command(bo.person, { kind: 'a-minute-please' });
    floor.pass(3000);
    floor.phones.fate = 'obeys';
    floor.command(bo.person, { kind: 'a-little-longer', recovery: floor.recoveryOf(bo.person)!.recovery });
    floor.pass(2000);
    expect(pausedFor(floor, bo)).toEqual([recoveryPauseReason]);
    floor.command(bo.person, { kind: 'back-on-the-line', recovery: floor.recoveryOf(bo.person)!.recovery });
    expect(floor.recoveryOf(bo.person)?.state).toBe('closed');
    floor.pass(20_000);
    expect(pausedFor(floor, bo)).toEqual([null]);
    expect(floor.recoveryOf(bo.person)?.state).toBe('closed');
  });
});
