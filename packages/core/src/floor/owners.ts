import type { QueueVisit } from '../call/index.ts';
import type { CallId, LineId, PersonId } from '../ids/index.ts';
import type { Assignment, Handover, LineOwners } from './line-owners.ts';
import { callKey, type FloorState, type Policy } from './state.ts';

/** Asterisk compares interfaces without regard to case (strcasecmp), technology and options included. */
const interfaceKey = (line: LineId): string => line.toLowerCase();
/** Asterisk compares devices without what follows a second slash: `Local/2001@agents/n` is the device `Local/2001@agents`. */
const deviceKey = (line: LineId): string => `device:${line.split('/', 2).join('/').toLowerCase()}`;

/** True for two spellings of one line, as the phone system compares interfaces and their devices. */
export const isSameLine = (a: LineId, b: LineId): boolean => interfaceKey(a) === interfaceKey(b) || deviceKey(a) === deviceKey(b);

const nameKey = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

const index = <Value>(entries: Iterable<readonly [key: string, value: Value]>, isSame: (a: Value, b: Value) => boolean): Map<string, Value | null> => {
  const found = new Map<string, Value | null>();
  for (const [key, value] of entries) {
    const known = found.get(key);
    found.set(key, known === undefined || (known !== null && isSame(known, value)) ? value : null);
  }
  return found;
};

/**
 * Prepares the owners of lines.
 *
 * @param agents everybody who may have a line
 */
export const createLineOwners = (assigned: ReadonlyMap<LineId, Assignment>, agents: Iterable<{ readonly person: PersonId; readonly name: string }>): LineOwners => {
  const lines = [...assigned];
  const people = [...agents];
  return {
    assigned,
    alike: index(
      lines.flatMap(([line, one]) => [[interfaceKey(line), one] as const, [deviceKey(line), one] as const]),
      (a, b) => a.person === b.person,
    ),
    names: index(
      people.flatMap(({ person, name }) => [[nameKey(name), person] as const, [nameKey(person), person] as const]),
      (a, b) => a === b,
    ),
  };
};

/**
 * Finds the person whose line it is: the one to whom it is assigned, compared as the phone system compares interfaces, as
 * long as the name of its login is the one of the assignment or that person's own; else the person with that name.
 *
 * @param name the name that the phone system gives the line now; null when it does not know the line
 * @returns null when it is nobody's, or cannot be told
 * @example ownerOf(owners, line, 'Ben', 'login') // the line is Ana's, and Ben has logged in there: Ben
 */
export const ownerOf = (owners: LineOwners, line: LineId, name: string | null, match: Policy['lineMatch']): PersonId | null => {
  const assignment = owners.assigned.get(line) ?? owners.alike.get(interfaceKey(line)) ?? owners.alike.get(deviceKey(line)) ?? null;
  const isUnnamed = name === null || name.trim() === '' || nameKey(name) === interfaceKey(line);
  if (match === 'interface' || isUnnamed) return assignment?.person ?? null;
  const named = owners.names.get(nameKey(name)) ?? null;
  if (match === 'name') return named;
  if (assignment === null) return null;
  if (assignment.name === null || nameKey(assignment.name) === nameKey(name) || named === assignment.person) return assignment.person;
  return named;
};

/** Lines of a person now; the one that has been theirs longest first. */
export const linesOf = (floor: FloorState, person: PersonId): readonly LineId[] => {
  const lines: LineId[] = [];
  for (const [line, owner] of floor.people) if (owner === person) lines.push(line);
  return lines;
};

/** Line of a person that shows what they do: the one with a call, else one that is in a queue, else any. Undefined without a line. */
export const lineInFocus = (floor: FloorState, person: PersonId): LineId | undefined => {
  const lines = linesOf(floor, person);
  if (lines.length < 2) return lines[0];
  const { lines: tracks } = floor.tracker;
  return (
    lines.find((line) => (tracks.get(line)?.talking.size ?? 0) > 0) ??
    lines.find((line) => (tracks.get(line)?.ringing.size ?? 0) > 0) ??
    lines.find((line) => [...(tracks.get(line)?.memberships.values() ?? [])].some(({ member }) => member)) ??
    lines[0]
  );
};

const setOwner = (floor: FloorState, line: LineId, owner: PersonId | null): void => {
  if (owner === null) floor.people.delete(line);
  else floor.people.set(line, owner);
};

const setLine = (floor: FloorState, person: PersonId): void => {
  const current = floor.lines.get(person);
  if (current !== undefined && floor.people.get(current) === person) return;
  const line = lineInFocus(floor, person);
  if (line === undefined) floor.lines.delete(person);
  else floor.lines.set(person, line);
};

/** Person who answered a visit: by the name of the login at the answer where the phone system gave it, else whose line it is now. */
export const answererOf = (floor: FloorState, call: CallId, visit: QueueVisit, match: Policy['lineMatch']): PersonId | null => {
  if (visit.line === null) return null;
  const fact = floor.tracker.calls.get(call)?.facts.findLast((one) => one.kind === 'call-answered' && one.line === visit.line && one.at === visit.answeredAt);
  if (floor.owners !== null && fact?.kind === 'call-answered' && fact.name !== undefined) return ownerOf(floor.owners, visit.line, fact.name, match);
  return floor.people.get(visit.line) ?? null;
};

/** Finds again who answered the open calls, after a start: a call stays theirs although somebody else has logged in on the phone since. */
export const restoreAnswerers = (floor: FloorState, match: Policy['lineMatch']): void => {
  for (const [call, { call: { legs } }] of floor.tracker.calls) {
    for (const visit of legs) {
      const person = visit.outcome === 'talking' || visit.outcome === 'lost' ? answererOf(floor, call, visit, match) : null;
      if (person !== null) floor.answeredBy.set(callKey(call, visit.leg), person);
    }
  }
};

/** Computes again whose every line is, after assignments or people have changed. */
export const assignLines = (floor: FloorState, owners: LineOwners, match: Policy['lineMatch']): void => {
  floor.owners = owners;
  floor.people.clear();
  floor.lines.clear();
  for (const line of owners.assigned.keys()) setOwner(floor, line, ownerOf(owners, line, floor.tracker.lines.get(line)?.name ?? null, match));
  for (const { line, name } of floor.tracker.lines.values()) setOwner(floor, line, ownerOf(owners, line, name, match));
  for (const person of new Set(floor.people.values())) setLine(floor, person);
};

/** Computes again whose line it is, after the phone system reported on it. Null when nothing has changed. */
export const followLogin = (floor: FloorState, line: LineId, match: Policy['lineMatch']): Handover | null => {
  const track = floor.tracker.lines.get(line);
  if (floor.owners === null || !track) return null;
  const from = floor.people.get(line) ?? null;
  const to = ownerOf(floor.owners, line, track.name, match);
  if (from === to) return null;
  setOwner(floor, line, to);
  for (const person of [from, to]) if (person !== null) setLine(floor, person);
  return { line, from, to };
};
