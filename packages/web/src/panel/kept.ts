/**
 * What stays in this browser: what was answered and written in resets, and the taps before and after. Keyed by person,
 * because desks are shared. Nothing of it is ever sent.
 */
export interface Item {
  readonly id: string;
  readonly at: number;
  readonly kind: 'carry' | 'put-down' | 'line';
  readonly text: string;
}

/** 1 tight to 5 loose. */
export interface Taps {
  readonly at: number;
  readonly before: number | null;
  readonly after: number | null;
}

export interface Kept {
  readonly items: readonly Item[];
  readonly taps: readonly Taps[];
  /** The agent's own line about their boundary, offered first the next time. */
  readonly ownLine: string;
  readonly seated: boolean;
}

const nothing: Kept = { items: [], taps: [], ownLine: '', seated: false };
/** Enough to look back on a few weeks. */
const most = 200;

export const read = (key: string): unknown => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
};

/** A browser that keeps nothing (a full disk, a locked-down profile) must not stop a reset. */
export const write = (key: string, value: unknown): void => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {}
};

const keptKey = (person: string): string => `onhook:${person}:kept`;

export const readKept = (person: string): Kept => ({ ...nothing, ...(read(keptKey(person)) as Partial<Kept> | null) });

export const changeKept = (person: string, change: (kept: Kept) => Kept): Kept => {
  const kept = change(readKept(person));
  const bounded = { ...kept, items: kept.items.slice(-most), taps: kept.taps.slice(-most) };
  write(keptKey(person), bounded);
  return bounded;
};

export const deleteAll = (person: string): void => write(keptKey(person), null);

/** Where the reset that is on stands; see reset/run.ts. */
export const runKey = (person: string): string => `onhook:${person}:reset`;

/** Which recovery this browser's reset belongs to, without loading what runs it. */
export const runningFor = (person: string): string | null => {
  const run = read(runKey(person));
  return typeof run === 'object' && run !== null && 'recovery' in run ? String(run.recovery) : null;
};
