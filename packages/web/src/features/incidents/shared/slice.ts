import type { CallFacts, IncidentView } from '@onhook/contract';
import { itemPerPart, byId, onePurpose, slice } from '../../../local-store/slice.ts';
import { m } from '../../../generated/messages/messages.js';

/** Agent's draft about an abusive call. Only the agent has it until it is released. */
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

export const incidentsSlice = slice<readonly IncidentDraft[]>({
  name: 'incidents',
  initial: [],
  private: 'vault',
  split: (all) => byId(all),
  join: (parts) => (Object.values(parts) as IncidentDraft[]).toSorted((a, b) => a.happenedAt - b.happenedAt || (a.id < b.id ? -1 : 1)),
  group: itemPerPart,
  ...onePurpose('incident-draft'),
  text: (all, when) => [
    {
      title: m.incidents_title(),
      lines: all.map(({ happenedAt, severity, happened, done }) =>
        [`**${when(happenedAt)}** ${severity}`, happened, done].filter((line) => line.trim() !== '').join('\n\n'),
      ),
    },
  ],
});

/** Longest texts that the contract accepts, in characters. */
export const maxIncidentCharacters = { severity: 200, happened: 4000, done: 2000 } as const;
