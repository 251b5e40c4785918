import { type Form, type ResetInput, type Reset, advance, formFor, nextChangeAt, startReset } from '@onhook/core/reset';
import { useEffect, useRef, useState } from 'react';
import { changeSlice, peekSlice, watchSlice } from '../../../local-store/index.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import { newId } from '../../../local-store/new-id.ts';
import { enqueue } from '../../../api/outbox/index.ts';
import { isOver } from './answers.ts';
import { patiently } from './patiently.ts';
import { prefsSlice } from './prefs.ts';
import { newNames, type Run, asideSlice, isSameRun, runSlice } from './run.ts';
import { tapsSlice, withTaps } from '../shared/slices.ts';
import type { Wish } from './start.ts';
import { sleptMs, useSteadyClock } from './steady.ts';
import { after } from '../../../design/schedule.ts';
import { useEvent } from '../../../design/use-event.ts';

/**
 * Tolerance in milliseconds when the form is chosen by the remaining time, so that the seconds spent on accepting don't
 * cost the long form.
 */
const graceMs = 20_000;
/** Longest time between two redraws of the cord, in milliseconds. */
const drawMs = 1000;

export interface PausedLine {
  readonly recovery: string;
  readonly grantedMs: number;
  readonly pausedUntil: number;
}

interface Options {
  readonly person: string;
  /** Recovery in which the reset runs; null for a trial. */
  readonly pausedLine: PausedLine | null;
  /** Reset that the agent asked for; null starts the agent's usual one. */
  readonly wish: Wish | null;
}

const begin = ({ person, pausedLine, wish }: Options, now: number): Run => {
  const recovery = pausedLine?.recovery ?? null;
  const fresh = { recovery, reset: recovery === null ? null : newId(), announced: false, reported: false, harvested: false };
  const aside = peekSlice(person, asideSlice)?.value ?? null;
  // A resumed reset keeps the ids of its answers, so that items already carried aren't carried twice.
  if (wish?.kind === 'take-up' && aside) return { ...aside, ...fresh, machine: advance(aside.machine, { kind: 'resume' }, now) };

  const { usual, notForMe } = peekSlice(person, prefsSlice)?.value ?? prefsSlice.initial;
  const plan = wish?.kind === 'plan' ? wish.plan : usual;
  const form: Form =
    wish?.kind === 'plan' ? wish.form : pausedLine ? formFor(plan, Math.min(pausedLine.grantedMs, pausedLine.pausedUntil - now + graceMs)) : 'short';
  const chosen: Reset['chosen'] = wish?.kind === 'plan' ? wish.chosen : {};
  // Parts that the agent has marked as not for them are left out, unless those are all parts of the plan.
  const machine = startReset(plan, form, now, { chosen, notForMe });
  // A trial skips the question about tightness. In a recovery, the reset is paused while the question is open.
  const empty = { ...fresh, names: newNames(), written: {} };
  return pausedLine ? { ...empty, machine: advance(machine, { kind: 'pause' }, now), tapped: false } : { ...empty, machine, tapped: true };
};

/** Runs a reset, from where this browser left it or from the start, and stores every change. */
export const useRun = (options: Options) => {
  const { person, pausedLine } = options;
  const recovery = pausedLine?.recovery ?? null;
  const steady = useSteadyClock();
  const [shown, setShown] = useState<{ readonly run: Run; readonly now: number }>(() => {
    const stored = peekSlice(person, runSlice)?.value ?? null;
    const now = steady.now();
    const run =
      stored && stored.recovery === recovery
        ? stored.tapped
          ? { ...stored, machine: advance(stored.machine, { kind: 'resume' }, now) }
          : stored
        : begin(options, now);
    return { run, now };
  });
  const { run, now } = shown;
  const latest = useRef(run);
  const tickedAt = useRef(now);
  const wasHidden = useRef(document.hidden);
  const [taps, changeTaps] = useSlice(person, tapsSlice);
  const [prefs, changePrefs] = useSlice(person, prefsSlice);

  const change = useEvent((to: (run: Run) => Run): void => {
    const next = to(latest.current);
    setShown({ run: next, now: steady.now() });
    if (next === latest.current) return;
    latest.current = next;
    // Store the change only if the reset is still there: another window may have removed it.
    void changeSlice(person, runSlice, (stored) => (isSameRun(stored, next) ? next : stored));
  });
  const act = (input: ResetInput): void =>
    change((r) => {
      const machine = advance(r.machine, input, steady.now());
      return machine === r.machine ? r : { ...r, machine };
    });

  const tick = useEvent((): void => {
    const behind = steady.catchUp();
    const at = steady.now();
    const asleepMs = Math.max(behind, sleptMs(at - tickedAt.current, wasHidden.current || document.hidden));
    tickedAt.current = at;
    wasHidden.current = document.hidden;
    if (asleepMs > 0) act({ kind: 'woke', asleepMs });
    act({ kind: 'tick' });
  });

  useEffect(() => {
    const begun = latest.current;
    void changeSlice(person, runSlice, () => begun);
    void changeSlice(person, asideSlice, (aside) => (aside && aside.machine.startedAt === begun.machine.startedAt ? null : aside));
    const { reset, machine, announced } = begun;
    // Marked as announced only once it is in the outbox: the server ignores a repeated start, but a lost one stays lost.
    if (reset !== null && !announced) {
      const input = { body: { reset, recovery: begun.recovery, at: Math.round(machine.startedAt) } };
      void enqueue(person, { key: 'POST /api/resets', input }).then(() => change((r) => ({ ...r, announced: true })));
    }
    // The component is removed, for example because a call comes in: store the reset as paused.
    return () => {
      const waiting = { ...latest.current, machine: advance(latest.current.machine, { kind: 'pause' }, steady.now()) };
      latest.current = waiting;
      void changeSlice(person, runSlice, (stored) => (isSameRun(stored, waiting) ? waiting : stored));
    };
  }, [recovery, person, steady, change]);

  // Changes that another window makes to the same reset are shown here too.
  useEffect(
    () =>
      watchSlice(person, runSlice, (stored, from) => {
        if (from === 'here' || !isSameRun(stored, latest.current) || stored === null) return;
        latest.current = stored;
        setShown({ run: stored, now: steady.now() });
      }),
    [person, steady],
  );

  // The timer is set for the exact moment of the next change, instead of a fixed interval that would run past it.
  const changesAt = nextChangeAt(run.machine, now);
  useEffect(() => {
    if (changesAt === null) return;
    tickedAt.current = steady.now();
    return after(Math.max(0, Math.min(drawMs, Math.ceil(changesAt - steady.now()))), tick);
  }, [shown, changesAt, steady, tick]);

  useEffect(() => {
    const onShown = (): void => {
      if (!document.hidden) tick();
      wasHidden.current = document.hidden;
    };
    document.addEventListener('visibilitychange', onShown);
    return () => document.removeEventListener('visibilitychange', onShown);
  }, [tick]);

  // The end is reported once, when the reset first ends. An extra minute doesn't report it again.
  const over = isOver(run.machine);
  useEffect(() => {
    if (!over) return;
    if (!latest.current.harvested)
      patiently(
        () => import('./save-answers.ts'),
        ({ saveAnswers }) =>
          void saveAnswers(person, latest.current).then(
            () => change((r) => ({ ...r, harvested: true })),
            () => {},
          ),
      );
    const { reset, reported, machine } = latest.current;
    if (reset === null || reported) return;
    const stopped = machine.phase.kind === 'ended' && machine.phase.result.kind === 'stopped-early';
    const body = { how: stopped ? 'stopped-early' : 'completed', at: Math.round(steady.now()) } as const;
    void enqueue(person, { key: 'POST /api/resets/:reset/end', input: { params: { reset }, body } }).then(() =>
      change((r) => ({ ...r, reported: true })),
    );
  }, [over, person, steady, change]);

  /** Records the tap before or after the reset. Both are stored under the start of the reset. */
  const tap = (which: 'before' | 'after', value: number | null): void => {
    const at = latest.current.machine.startedAt;
    if (value !== null)
      changeTaps((all) => withTaps(all, { ...(all.find((t) => t.at === at) ?? { at, before: null, after: null }), [which]: value }));
    if (which === 'before') change((r) => ({ ...r, tapped: true, machine: advance(r.machine, { kind: 'resume' }, steady.now()) }));
  };

  const write = (where: string, text: string): void =>
    change((r) => ({ ...r, written: { ...r.written, [where]: text } }));

  /** Removes the reset from the local store, which the panel does after a trial. */
  const dismiss = (): void => {
    const gone = latest.current;
    void changeSlice(person, runSlice, (stored) => (isSameRun(stored, gone) ? null : stored));
  };

  return {
    run,
    now,
    exactly: steady.now,
    taps: taps?.find(({ at }) => at === run.machine.startedAt) ?? null,
    prefs: prefs ?? prefsSlice.initial,
    changePrefs,
    act,
    tap,
    write,
    dismiss,
  };
};

export type RunControls = ReturnType<typeof useRun>;
