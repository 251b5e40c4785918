import type { Activity } from '@onhook/core/reset';
import type { ComponentType } from 'react';
import type { StepProps } from './step-props.ts';

type Kind = Activity['kind'];
type Loaders = { readonly [K in Kind]: () => Promise<ComponentType<StepProps<K>>> };

/** Each kind of step has its own interaction, loaded when a reset comes near it. */
const loaders: Loaders = {
  ask: async () => (await import('./ask.tsx')).Ask,
  suggest: async () => (await import('./suggest.tsx')).Suggest,
  move: async () => (await import('./move.tsx')).Move,
  breathe: async () => (await import('./breathe.tsx')).Breathe,
  squeeze: async () => (await import('./squeeze.tsx')).Squeeze,
  walk: async () => (await import('./walk.tsx')).Walk,
  keepsake: async () => (await import('./keepsake/index.tsx')).Keepsake,
  play: async () => (await import('./play/index.tsx')).Play,
  'find-teammate': async () => (await import('./teammate/find-teammate.tsx')).FindTeammate,
  talk: async () => (await import('./teammate/talk.tsx')).Talk,
  affirm: async () => (await import('./affirm.tsx')).Affirm,
  rest: async () => (await import('./rest.tsx')).Rest,
};

/** The step's kind and what it does fit each other by `loaders`; a step chosen at run time cannot show it to the compiler. */
export const loadDoing = (kind: Kind): Promise<ComponentType<StepProps>> =>
  loaders[kind]() as Promise<ComponentType<StepProps>>;
