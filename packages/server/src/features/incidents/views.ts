import type { CallFacts, DutyView, IncidentView, OpenedIncidentView, TeamIncidentsView } from '@onhook/contract';
import { duties, dutyDueAt } from '@onhook/core/incident';
import type { CallRow } from '../../centre/queries/calls.ts';
import type { NamedIncidentRow } from './queries.ts';

const enderOfOutcome: Readonly<Record<string, CallFacts['endedBy']>> = {
  'completed-by-agent': 'agent',
  'completed-by-caller': 'caller',
  transferred: 'transfer',
};

/** Presents the facts of a call, without the caller. */
export const toCallFacts = (row: CallRow): CallFacts => ({
  queue: row.queue,
  startedAt: row.answered_at ?? row.joined_at ?? row.ended_at ?? 0,
  endedAt: row.ended_at ?? 0,
  talkSeconds: row.talk_seconds,
  holds: row.holds,
  heldMs: row.held_ms,
  transferred: row.transfers > 0,
  endedBy: enderOfOutcome[row.outcome] ?? 'unknown',
});

const toDutyViews = (row: NamedIncidentRow): DutyView[] =>
  duties.map((duty) => {
    const done = row.duties.find((doneDuty) => doneDuty.duty === duty);
    return { duty, dueAt: dutyDueAt(duty, row.released_at), doneAt: done?.done_at ?? null, doneBy: done?.done_by_name || null };
  });

/** Presents an incident in a lead's list, without the agent's text. */
export const toTeamIncident = (row: NamedIncidentRow): TeamIncidentsView['incidents'][number] => ({
  incident: row.incident,
  kind: row.kind,
  happenedAt: row.happened_at,
  releasedAt: row.released_at,
  duties: toDutyViews(row),
  personName: row.person_name,
});

export const toIncidentView = (row: NamedIncidentRow): IncidentView => ({
  incident: row.incident,
  kind: row.kind,
  happenedAt: row.happened_at,
  releasedAt: row.released_at,
  duties: toDutyViews(row),
  severity: row.severity,
  happened: row.happened,
  done: row.done,
  facts: row.facts,
  customer:
    row.customer_measure === null
      ? null
      : {
          measure: row.customer_measure,
          askedAt: row.customer_asked_at ?? row.released_at,
          askedBy: row.customer_asked_by_name || null,
          toldAt: row.customer_told_at,
        },
});

/** Presents an incident that a lead has opened, with the agent's text. */
export const toOpenedIncident = (row: NamedIncidentRow): OpenedIncidentView => ({ ...toIncidentView(row), personName: row.person_name });
