import { type Activity, type PlanId, type PlanStep, techniquesOf } from '@onhook/core/reset';
import { type ComponentType, useEffect, useState } from 'react';
import { loadDoing } from './doings.ts';
import { patiently } from './patiently.ts';
import type { ReadyProps } from './ready.tsx';
import type { StepProps } from './step-props.ts';
import { type Words, loadPart, loadWords } from './words.ts';
import { useEvent } from '../../../design/use-event.ts';

/** Returns the words of a step, or of the whole plan if `step` is null or `ahead` is true; null until loaded. */
export const useWords = (plan: PlanId, step: PlanStep | null, ahead: boolean): Words | null => {
  const [loaded, setLoaded] = useState<{ readonly plan: PlanId; readonly words: Words; readonly all: boolean } | null>(null);
  const all = ahead || step === null;
  const load = useEvent(() => (all ? loadWords(plan) : loadPart(step.part)));
  useEffect(() => patiently(load, (words) => setLoaded({ plan, words, all })), [plan, all, load]);
  return loaded?.plan === plan && (loaded.all || (step && step.id in loaded.words)) ? loaded.words : null;
};

type Component = ComponentType<StepProps>;
const loadedAlready = new Map<Activity['kind'], Component>();
const fetchOnce = async (wanted: Activity['kind']): Promise<void> => {
  if (!loadedAlready.has(wanted)) loadedAlready.set(wanted, await loadDoing(wanted));
};

/** Returns the component for a step, null until loaded. With `ahead`, all other components of the plan are fetched after it. */
export const useDoing = (plan: PlanId, step: PlanStep | null, ahead: boolean): Component | null => {
  const [, setCount] = useState(0);
  const kind = step?.activity.kind;
  useEffect(() => {
    if (!kind) return;
    return patiently(
      () => fetchOnce(kind),
      () => {
        setCount((count) => count + 1);
        if (!ahead) return;
        const steps = techniquesOf(plan).flatMap((technique): readonly { readonly activity: Activity }[] => technique.steps);
        const others = new Set<Activity['kind']>([...steps.map(({ activity }) => activity.kind), 'rest']);
        for (const other of others) void fetchOnce(other).catch(() => {});
      },
    );
  }, [plan, kind, ahead]);
  return kind ? (loadedAlready.get(kind) ?? null) : null;
};

/** Returns the component of the last screen, null until loaded. The fetch starts once `wanted` is true. */
export const useReady = (wanted: boolean): ComponentType<ReadyProps> | null => {
  const [loaded, setLoaded] = useState<{ readonly Ready: ComponentType<ReadyProps> } | null>(null);
  useEffect(
    () => (wanted ? patiently(async () => (await import('./ready.tsx')).Ready, (Ready) => setLoaded({ Ready })) : undefined),
    [wanted],
  );
  return loaded?.Ready ?? null;
};
