import { type Input, advance, formFor, startReset, stepOf, isTimed } from '@onhook/core/reset';
import { useEffect, useRef, useState } from 'react';
import { type ServerClock, serverNow } from '../../design/clock.ts';
import { changeKept, peekKept, watchKept } from '../kept/index.ts';
import { useKept } from '../kept/use-kept.ts';
import { sendPatiently, useNow } from '../use-panel.ts';
import { harvest, isOver } from './harvest.ts';
import { type Run, runSlice } from './run.ts';
import { ownLineSlice, seatedSlice, tapsSlice, withTaps } from './slices.ts';

/** A reset is offered by whole minutes; the seconds it took to accept must not cost it the long form. */
const graceMs = 20_000;
const tickMs = 200;

const begin = (recovery: string, grantedMs: number, heldUntil: number, now: number): Run => ({
  recovery,
  reset: null,
  machine: startReset('three-part', formFor('three-part', Math.min(grantedMs, heldUntil - now + graceMs)), now),
  tapped: false,
  written: {},
  told: false,
  harvested: false,
});

interface Options {
  readonly person: string;
  readonly recovery: string;
  readonly grantedMs: number;
  readonly heldUntil: number;
  readonly clock: ServerClock;
}

/** Runs this recovery's reset, from where this browser left it or from the start, and writes down every change. */
export const useRun = ({ person, recovery, grantedMs, heldUntil, clock }: Options) => {
  const [run, setRun] = useState<Run>(() => {
    const stored = peekKept(person, runSlice)?.value ?? null;
    const now = serverNow(clock);
    return stored?.recovery === recovery
      ? { ...stored, machine: advance(stored.machine, { kind: 'resume' }, now) }
      : begin(recovery, grantedMs, heldUntil, now);
  });
  const latest = useRef(run);
  const [taps, changeTaps] = useKept(person, tapsSlice);
  const [ownLine] = useKept(person, ownLineSlice);
  const [seated, changeSeated] = useKept(person, seatedSlice);
  const step = stepOf(run.machine);
  const now = useNow(clock, step && isTimed(step) ? tickMs : null);

  const change = (to: (run: Run) => Run): void => {
    const next = to(latest.current);
    if (next === latest.current) return;
    latest.current = next;
    // Let go of in another window, it is not begun again by this one.
    void changeKept(person, runSlice, (stored) => (stored?.recovery === recovery ? next : stored));
    setRun(next);
  };
  const act = (input: Input): void =>
    change((r) => {
      const machine = advance(r.machine, input, serverNow(clock));
      return machine === r.machine ? r : { ...r, machine };
    });

  useEffect(() => {
    const begun = latest.current;
    void changeKept(person, runSlice, () => begun);
    if (latest.current.reset === null)
      void sendPatiently('POST /api/resets', { body: { recovery } }).then((reply) => {
        if (reply.kind === 'ok') change((r) => ({ ...r, reset: reply.value.reset }));
      });
    // A call has come in between: the reset waits.
    return () => {
      const waiting = { ...latest.current, machine: advance(latest.current.machine, { kind: 'pause' }, serverNow(clock)) };
      void changeKept(person, runSlice, (stored) => (stored?.recovery === recovery ? waiting : stored));
    };
  }, [recovery]);

  // The same reset in another window goes on here too.
  useEffect(
    () =>
      watchKept(person, runSlice, (stored, from) => {
        if (from === 'here' || stored?.recovery !== latest.current.recovery) return;
        latest.current = stored;
        setRun(stored);
      }),
    [person],
  );

  useEffect(() => act({ kind: 'tick' }), [now]);

  // Told once, at the first end: a further minute does not end it twice.
  const over = isOver(run.machine);
  useEffect(() => {
    if (!over) return;
    change((r) => harvest(person, r));
    const { reset, told, machine } = latest.current;
    if (reset === null || told) return;
    const stopped = machine.phase.kind === 'ended' && machine.phase.result.kind === 'stopped-early';
    change((r) => ({ ...r, told: true }));
    void sendPatiently('POST /api/resets/:reset/end', {
      params: { reset },
      body: { how: stopped ? 'stopped-early' : 'completed' },
    });
  }, [over, run.reset]);

  /** A tap before or after; the two of one reset belong together by its start. */
  const tap = (which: 'before' | 'after', value: number | null): void => {
    const at = latest.current.machine.startedAt;
    if (value !== null)
      changeTaps((all) => withTaps(all, { ...(all.find((t) => t.at === at) ?? { at, before: null, after: null }), [which]: value }));
    if (which === 'before') change((r) => ({ ...r, tapped: true }));
  };

  const write = (where: string, text: string): void =>
    change((r) => ({ ...r, written: { ...r.written, [where]: text } }));

  return {
    run,
    now,
    taps: taps?.find(({ at }) => at === run.machine.startedAt) ?? null,
    ownLine: ownLine ?? '',
    seated: seated ?? false,
    sit: (seated: boolean): void => changeSeated(() => seated),
    act,
    tap,
    write,
  };
};
