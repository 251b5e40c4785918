import type { CallFacts, IncidentView } from '@onhook/contract';
import type { Slice } from '../../../local-store/index.ts';

/** An abusive call as its agent writes it down; nobody else has it until it is released. */
export interface IncidentDraft {
  readonly id: string;
  readonly call: { readonly call: string; readonly leg: number } | null;
  readonly facts: CallFacts | null;
  readonly happenedAt: number;
  readonly kind: IncidentView['kind'];
  readonly severity: string;
  readonly happened: string;
  readonly done: string;
}

export const incidentsSlice: Slice<readonly IncidentDraft[]> = { name: 'incidents', nothing: [] };

/** What the contract takes. */
export const mostCharacters = { severity: 200, happened: 4000, done: 2000 } as const;
