import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ResetInput, type Reset, advance, durationMs, startReset, stepOf, stepsAhead } from './machine.ts';
import { formFor, formsOf, planIds, planMs, stepsOf, techniquesOf } from './plan.ts';
import { breathAt, movementAt, nextChangeAt, stepPosition, progress, squeezeAt } from './progress.ts';
import { restoreReset } from './restore.ts';
import { isTimed, stepMs } from './step.ts';

const start = 1_000_000;
const begin = (form: 'short' | 'long' = 'long'): Reset => startReset('three-part', form, start);
const run = (reset: Reset, inputs: readonly (ResetInput | ResetInput['kind'])[], now = start): Reset =>
  inputs.reduce((r, input) => advance(r, typeof input === 'string' ? ({ kind: input } as ResetInput) : input, now), reset);
const choose = (choice: string): ResetInput => ({ kind: 'choose', choice });
const at = (reset: Reset): string => stepOf(reset)?.id ?? reset.phase.kind;

const everyChoice = stepsOf('three-part', 'long').flatMap(({ activity }) => (activity.kind === 'ask' ? activity.choices : []));
const inputs = fc.oneof(
  fc.constantFrom<ResetInput['kind']>('next', 'back', 'skip-part', 'pause', 'resume', 'stop', 'one-more-minute', 'tick').map(
    (kind) => ({ kind }) as ResetInput,
  ),
  fc.constantFrom(...everyChoice).map(choose),
  fc.constantFrom<ResetInput>(
    { kind: 'leave-out' },
    { kind: 'restore-part', part: 'move' },
    { kind: 'restore-part', part: 'reflect' },
    { kind: 'lengthen', form: 'short' },
    { kind: 'woke', asleepMs: 30_000 },
  ),
  fc.constantFrom('call', 'lead', 'time').map((by): ResetInput => ({ kind: 'interrupted', by } as ResetInput)),
);
const form = fc.constantFrom('short' as const, 'long' as const);
const timed = fc.array(fc.record({ input: inputs, waitMs: fc.integer({ min: -2000, max: 90_000 }) }), { maxLength: 60 });

describe('the three-part reset', () => {
  it('The reset takes three minutes, or less than two in the short form', () => {
    expect(planMs('three-part', 'long')).toBe(180_000);
    expect(planMs('three-part', 'short')).toBeLessThanOrEqual(120_000);
    expect(formFor('three-part', 180_000)).toBe('long');
    expect(formFor('three-part', 179_999)).toBe('short');
  });

  it('The reset leads through reflect, move and boundary', () => {
    const seen: string[] = [];
    let reset = begin();
    while (stepOf(reset)) {
      seen.push(at(reset));
      reset = run(reset, ['next']);
    }
    expect(seen).toEqual(['mine', 'theirs', 'need', 'else', 'reach', 'roll', 'shake', 'breathe', 'line']);
    expect(reset.phase.kind).toBe('ready');
    expect(run(reset, ['next']).phase).toEqual({ kind: 'ended', result: { kind: 'completed' }, at: start });
  });

  it('The short form has no second look', () => {
    expect(stepsOf('three-part', 'short').map(({ id }) => id)).not.toContain('else');
  });

  it.each(['walk', 'water', 'word', 'support'])('A need for %s leads to a suggestion', (need) => {
    const reset = run(begin(), ['next', 'next', choose(need), 'next']);
    expect(at(reset)).toBe(need);
    expect(at(run(reset, ['next']))).toBe('else');
    expect(at(run(reset, ['back']))).toBe('need');
  });

  it.each(['breath', 'nothing'])('A need for %s leads to the next part', (need) => {
    expect(at(run(begin('short'), ['next', 'next', choose(need), 'next']))).toBe('reach');
  });

  it('Several answers can be chosen together, and "nothing" only alone', () => {
    let reset = run(begin(), [choose('promise'), choose('call-back')]);
    expect(reset.chosen.mine).toEqual(['promise', 'call-back']);
    reset = run(reset, [choose('promise')]);
    expect(reset.chosen.mine).toEqual(['call-back']);
    reset = run(reset, [choose('nothing')]);
    expect(reset.chosen.mine).toEqual(['nothing']);
    expect(run(reset, [choose('look-up')]).chosen.mine).toEqual(['look-up']);
    expect(run(reset, [choose('nothing')]).chosen.mine).toEqual([]);
    expect(run(reset, [choose('not-a-choice')])).toBe(reset);
  });

  it('The clock ends movements, and the rest of the time counts for the next step', () => {
    const moving = run(begin(), ['skip-part', 'skip-part']);
    expect(at(moving)).toBe('reach');
    expect(at(run(moving, ['tick'], start + 5999))).toBe('reach');
    expect(at(run(moving, ['tick'], start + 6000))).toBe('roll');
    const later = run(moving, ['tick'], start + 14_000);
    expect(later.phase).toEqual({ kind: 'running', step: 'shake', sinceAt: start + 12_000 });
    expect(at(run(moving, ['tick'], start + 900_000))).toBe('line');
  });

  it('A question waits for the agent', () => {
    const reset = begin();
    expect(run(reset, ['tick'], start + 900_000)).toBe(reset);
  });

  it('The breathing step counts three breaths, in and out', () => {
    const reset = run(begin(), ['skip-part', 'skip-part', 'next', 'next', 'next']);
    const breath = (ms: number) => breathAt(reset, start + ms);
    expect(breath(0)).toMatchObject({ index: 0, left: 2, elapsedMs: 0 });
    expect(breath(4000)).toMatchObject({ index: 1, left: 2, partElapsedMs: 0 });
    expect(breath(9000)).toMatchObject({ index: 0, left: 1 });
    expect(breath(26_999)).toMatchObject({ index: 1, left: 0, partElapsedMs: 4999 });
    expect(breath(99_000)).toMatchObject({ index: 1, left: 0 });
    expect(breathAt(begin(), start)).toBeNull();
  });

  it('A paused reset does not advance', () => {
    const moving = run(begin(), ['skip-part', 'skip-part']);
    const paused = run(moving, ['pause'], start + 4000);
    expect(run(paused, ['tick'], start + 500_000)).toBe(paused);
    const resumed = run(paused, ['resume'], start + 500_000);
    expect(at(run(resumed, ['tick'], start + 501_999))).toBe('reach');
    expect(at(run(resumed, ['tick'], start + 502_000))).toBe('roll');
  });

  it('The agent can add one more minute at the end, and another', () => {
    const ready = run(begin(), ['skip-part', 'skip-part', 'skip-part', 'skip-part']);
    expect(ready.phase.kind).toBe('ready');
    const resting = run(ready, ['one-more-minute']);
    expect(at(resting)).toBe('rest');
    expect(run(resting, ['tick'], start + 60_000).phase).toEqual({ kind: 'ready', sinceAt: start + 60_000 });
    expect(at(run(run(resting, ['one-more-minute']), ['tick'], start + 60_000))).toBe('rest');
    expect(run(resting, ['stop']).phase).toMatchObject({ result: { kind: 'completed' } });
  });

  it('The result names the interruption, or says that the agent stopped', () => {
    expect(run(begin(), [{ kind: 'interrupted', by: 'lead' }]).phase).toMatchObject({
      result: { kind: 'interrupted', by: 'lead', step: 'mine' },
    });
    expect(run(begin(), ['next', 'stop']).phase).toMatchObject({ result: { kind: 'stopped-early', step: 'theirs' } });
  });

  it('A step knows its position within its part', () => {
    const reset = run(begin(), ['next']);
    expect(stepPosition(reset, stepOf(reset) ?? expect.fail())).toEqual({ part: 'reflect', index: 2, of: 3 });
  });
});

describe('every plan', () => {
  it.each(planIds)('%s reaches its end by "next", in every form and with any choice', (plan) => {
    for (const form of formsOf(plan)) {
      fc.assert(
        fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
          let reset = startReset(plan, form, start);
          for (let count = 0; reset.phase.kind === 'running'; count += 1) {
            expect(count).toBeLessThan(30);
            const doing = stepOf(reset)?.activity;
            const choices = doing?.kind === 'ask' ? doing.choices : [];
            const choice = choices[(numbers.next().value ?? 0) % Math.max(1, choices.length)];
            reset = run(reset, choice ? [choose(choice), 'next'] : ['next']);
          }
          expect(run(reset, ['next']).phase).toMatchObject({ result: { kind: 'completed' } });
        }),
        { numRuns: 20 },
      );
    }
  });

  it.each(planIds)('%s has forms of growing length, whole breaths and whole squeezes', (plan) => {
    const lengths = formsOf(plan).map((form) => planMs(plan, form));
    expect(lengths).toEqual([...new Set(lengths)].sort((a, b) => a - b));
    for (const form of formsOf(plan))
      for (const step of stepsOf(plan, form)) {
        const { activity } = step;
        if (activity.kind === 'breathe') expect(stepMs(step, form) % activity.breath.reduce((ms, part) => ms + part.ms, 0)).toBe(0);
        if (activity.kind === 'squeeze') expect(stepMs(step, form) % (activity.tenseMs + activity.releaseMs)).toBe(0);
      }
  });

  it('Steps, choices and findings have unique keys', () => {
    const techniques = [...new Set(planIds.flatMap((plan) => techniquesOf(plan)))];
    const ids = techniques.flatMap(({ steps }) => steps.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    const findings = techniques.flatMap(({ evidence }) => evidence.findings.map(({ id }) => id));
    expect(new Set(findings).size).toBe(findings.length);
  });
});

describe('a breath', () => {
  it('The breath follows the clock over five minutes', () => {
    const breathing = run(startReset('slow-breath', 'longest', start, { chosen: { 'breath-pattern': ['sigh'] } }), ['next']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 299_999 }), (ms) => {
        const breath = breathAt(breathing, start + ms) ?? expect.fail();
        const into = ms % 10_000;
        expect(breath.elapsedMs).toBe(into);
        expect(breath.index).toBe(into < 3000 ? 0 : into < 4000 ? 1 : 2);
        expect(breath.partElapsedMs).toBe(into - [0, 3000, 4000][breath.index]!);
        expect(breath.left).toBe(29 - Math.floor(ms / 10_000));
      }),
    );
  });
});

describe('squeezing', () => {
  it('A squeeze tenses for five seconds and releases for ten', () => {
    const squeezing = startReset('squeeze', 'short', start);
    expect(squeezeAt(squeezing, start + 4999)).toMatchObject({ part: 'tense', left: 1, partElapsedMs: 4999 });
    expect(squeezeAt(squeezing, start + 5000)).toMatchObject({ part: 'release', left: 1, partElapsedMs: 0 });
    expect(squeezeAt(squeezing, start + 15_000)).toMatchObject({ part: 'tense', left: 0 });
  });
});

describe('a browser that slept', () => {
  it('Sleep is subtracted from a timed step, and not from a walk', () => {
    const breathing = run(startReset('quiet', 'short', start), [{ kind: 'woke', asleepMs: 50_000 }], start + 60_000);
    expect(at(run(breathing, ['tick'], start + 60_000))).toBe('quiet-sit');
    expect(run(breathing, ['tick'], start + 110_000).phase.kind).toBe('ready');
    const walking = startReset('walk', 'short', start);
    expect(run(walking, [{ kind: 'woke', asleepMs: 50_000 }], start + 60_000)).toBe(walking);
  });
});

describe('an interrupted reset', () => {
  it('An interrupted reset resumes at its step', () => {
    const interrupted = run(begin(), ['next', { kind: 'interrupted', by: 'time' }]);
    expect(at(run(interrupted, ['resume'], start + 900_000))).toBe('theirs');
    const stopped = run(begin(), ['stop']);
    expect(run(stopped, ['resume'])).toBe(stopped);
  });
});

describe('excluded techniques', () => {
  it('A technique can be excluded, and restoring it starts it again', () => {
    const without = run(begin(), ['next', 'leave-out']);
    expect(at(without)).toBe('else');
    expect(without.leftOut).toEqual(['reflect']);
    expect(at(run(without, ['back']))).toBe('else');
    expect(at(run(without, [{ kind: 'restore-part', part: 'reflect' }]))).toBe('mine');
  });

  it('An excluded technique stays out of later resets, unless the plan has no other', () => {
    expect(at(startReset('three-part', 'long', start, { notForMe: ['reflect', 'second-look'] }))).toBe('reach');
    expect(at(startReset('quiet', 'long', start, { notForMe: ['quiet'] }))).toBe('quiet-sit');
  });
});

describe('the length', () => {
  it('The length can be changed before the clock runs, and not after', () => {
    const asked = run(startReset('slow-breath', 'short', start), [{ kind: 'lengthen', form: 'longest' }, choose('paced'), 'next']);
    const step = stepOf(asked) ?? expect.fail();
    expect(durationMs(asked, step)).toBe(300_000);
    expect(run(asked, [{ kind: 'lengthen', form: 'short' }])).toBe(asked);
  });
});

describe('the next change', () => {
  it('The next change is the time at which the text or step changes, and misses none', () => {
    fc.assert(
      fc.property(fc.constantFrom('squeeze' as const, 'stretch' as const, 'quiet' as const), (plan) => {
        let reset = startReset(plan, 'short', start);
        let now = start;
        for (let count = 0; reset.phase.kind === 'running'; count += 1) {
          expect(count).toBeLessThan(100);
          const shownAt = (time: number) =>
            JSON.stringify([at(run(reset, ['tick'], time)), squeezeAt(reset, time)?.part, squeezeAt(reset, time)?.left, movementAt(reset, time)?.left]);
          const next = nextChangeAt(reset, now) ?? expect.fail();
          expect(next).toBeGreaterThan(now);
          expect(shownAt(next - 1)).toBe(shownAt(now));
          now = next;
          reset = run(reset, ['tick'], now);
        }
        expect(now - start).toBe(planMs(plan, 'short'));
        expect(nextChangeAt(reset, now)).toBeNull();
      }),
    );
  });

  it('A paused reset and a question have no next change', () => {
    expect(nextChangeAt(begin(), start)).toBeNull();
    expect(nextChangeAt(run(startReset('quiet', 'short', start), ['pause']), start)).toBeNull();
  });
});

describe('any reset', () => {
  it('A reset completes when everything is skipped', () => {
    fc.assert(
      fc.property(form, (f) => {
        let reset = begin(f);
        for (let i = 0; i < 20 && reset.phase.kind === 'running'; i += 1) reset = run(reset, ['skip-part']);
        expect(run(reset, ['next']).phase).toMatchObject({ result: { kind: 'completed' } });
      }),
    );
  });

  it('A reset stays valid under any input, survives storage, and never reopens once ended', () => {
    fc.assert(
      fc.property(form, timed, (f, sequence) => {
        let now = start;
        let reset = begin(f);
        for (const { input, waitMs } of sequence) {
          now += waitMs;
          const before = reset;
          reset = advance(reset, input, now);
          if (before.phase.kind === 'ended' && input.kind !== 'resume') expect(reset).toBe(before);
          const step = stepOf(reset);
          if (reset.phase.kind === 'running' || reset.phase.kind === 'paused') {
            expect(step).not.toBeNull();
            if (step && step.id !== 'rest') expect(stepsAhead(reset)).toContain(step);
          }
          const share = progress(reset, now);
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
          expect(restoreReset(JSON.parse(JSON.stringify(reset)))).toEqual(reset);
        }
      }),
    );
  });

  it('A reset only moves forward on "next", and reaches the end', () => {
    fc.assert(
      fc.property(form, fc.array(fc.constantFrom(...everyChoice), { maxLength: 12 }), (f, choices) => {
        let reset = begin(f);
        let count = 0;
        for (const choice of choices) {
          const answered = run(reset, [choose(choice)]);
          reset = run(answered, ['next']);
          if (answered.phase.kind === 'running') expect(progress(reset, start)).toBeGreaterThan(progress(answered, start));
        }
        while (reset.phase.kind !== 'ended' && count < 30) {
          reset = run(reset, ['next']);
          count += 1;
        }
        expect(reset.phase).toMatchObject({ result: { kind: 'completed' } });
      }),
    );
  });

  it('A reset left alone lasts as long as its timed steps', () => {
    fc.assert(
      fc.property(form, fc.integer({ min: 40, max: 5000 }), (f, every) => {
        let reset = run(begin(f), f === 'long' ? ['skip-part', 'skip-part'] : ['skip-part']);
        const lasts = stepsAhead(reset)
          .filter((step) => isTimed(step))
          .reduce((sum, step) => sum + durationMs(reset, step), 0);
        for (let now = start; now < start + lasts; now += every) reset = run(reset, ['tick'], now);
        expect(at(reset)).not.toBe('line');
        expect(at(run(reset, ['tick'], start + lasts))).toBe('line');
      }),
    );
  });

  it('Nothing but a stored reset can be restored', () => {
    fc.assert(fc.property(fc.anything(), (value) => restoreReset(value) === null));
    expect(restoreReset({ ...begin(), phase: { kind: 'running', step: 'gone', sinceAt: 1 } })).toBeNull();
  });
});
