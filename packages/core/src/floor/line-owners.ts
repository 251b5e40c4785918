import type { LineId, PersonId } from '../ids/index.ts';

/** Person that an administrator has given a line to, with the name that the line had on the phone system then; null when not known yet. */
export interface Assignment {
  readonly person: PersonId;
  readonly name: string | null;
}

/** What decides whose a line is. */
export interface LineOwners {
  readonly assigned: ReadonlyMap<LineId, Assignment>;
  /** Assignments by what the phone system compares; null where two people have lines that are alike. */
  readonly alike: ReadonlyMap<string, Assignment | null>;
  /** Agents by their name or identifier; null where two have the same. */
  readonly names: ReadonlyMap<string, PersonId | null>;
}

/** Line that has passed from one person to another, or to nobody, because the name of its login changed. */
export interface Handover {
  readonly line: LineId;
  readonly from: PersonId | null;
  readonly to: PersonId | null;
}
