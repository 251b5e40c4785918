import type { Activity } from '@onhook/core/reset';
import type { ComponentType } from 'react';
import type { StepProps } from './step-props.ts';

type Kind = Activity['kind'];
type Loaders = { readonly [K in Kind]: () => Promise<ComponentType<StepProps<K>>> };

/** Loaders for the component of each kind of step. A reset loads a component shortly before it is needed. */
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

/**
 * Loads the component for a kind of step. The type of `loaders` makes sure that kind and props match, which the
 * compiler can't check for a kind known only at run time.
 */
export const loadDoing = (kind: Kind): Promise<ComponentType<StepProps>> =>
  loaders[kind]() as Promise<ComponentType<StepProps>>;
