import type { Preview } from '../features/people/import/import.ts';
import type { ImportEntry, RefusedBecause } from '../features/people/import/plan.ts';

const because: Readonly<Record<RefusedBecause, string>> = {
  'no-email': 'there is neither an e-mail address nor an id',
  'bad-email': 'this is no e-mail address',
  'unknown-person': 'there is nobody of this id',
  'no-name': 'somebody new needs a name',
  'too-long': 'this is too long',
  'unknown-role': 'there is no such role',
  'unknown-active': 'neither yes nor no stands under "active"',
  'email-taken': 'this address is somebody else’s',
  twice: 'this person is already further up in the file',
  'line-taken': 'this line is somebody else’s',
  'line-paused': 'their line is paused for a recovery; try again when it is over',
  'last-administrator': 'the centre would have no administrator left',
};
const unreadable = {
  'no-csv': 'it is no CSV from here on',
  'no-columns': 'its first line names neither an "email" nor an "id" column, or one of them twice',
  'too-many': 'it has more people than can be taken at once',
} as const;

const empty = (text: string): string => (text === '' ? 'nothing' : text);

const entryInWords = (entry: ImportEntry): string[] => {
  switch (entry.kind) {
    case 'new': {
      const { name, person, email, team, roles, line } = entry.next;
      return [`+ line ${entry.at}: ${name} (${person})  ${[email, team, roles.join(' '), line].filter(Boolean).join(', ')}${entry.next.active ? '' : ', inactive'}`];
    }
    case 'changed':
      return [
        `~ line ${entry.at}: ${entry.next.name} (${entry.next.person})`,
        ...entry.changes.map(({ field, from, to }) => `    ${field}: ${empty(from)} → ${empty(to)}`),
      ];
    case 'same':
      return [];
    case 'refused':
      return [`! line ${entry.at}: ${because[entry.because]}${entry.what === '' ? '' : `: ${entry.what}`}`];
  }
};

/** Formats a preview for a terminal, with the changes of each person and a count at the end. */
export const previewInWords = (preview: Preview): string[] => {
  if (preview.kind === 'unreadable') return [`The file cannot be read: ${unreadable[preview.because]} (line ${preview.at}).`];
  const { entries, newTeams } = preview;
  const count = (kind: ImportEntry['kind']): number => entries.filter((entry) => entry.kind === kind).length;
  return [
    ...newTeams.map((team) => `+ team ${team}`),
    ...entries.flatMap(entryInWords),
    ...preview.unreported.map(({ at, line }) => `? line ${at}: no phone system has reported ${line}; nothing is paused there until it appears`),
    `${count('new')} new, ${count('changed')} changed, ${count('same')} as they are, ${count('refused')} refused.`,
  ];
};
