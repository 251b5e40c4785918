import { askers, otherDoors, table, type Row } from './table.ts';

const cells = (row: Row): string[] =>
  'open' in row
    ? askers.map(() => '')
    : askers.map((asker) => {
        const whose = row.may[asker];
        if (whose === undefined) return '–';
        return whose.length === 0 ? 'finds nothing' : whose.join(', ');
      });

const line = (columns: readonly string[]): string => `| ${columns.join(' | ')} |`;

const tableOf = (rows: Readonly<Record<string, Row>>): string =>
  [
    line(['route', 'what it is about', ...askers]),
    line(['route', 'about', ...askers].map(() => '---')),
    ...Object.entries(rows).map(([key, row]) => {
      const also = 'open' in row ? `; nobody need be signed in, what counts is: ${row.open}` : row.framed ? '; not from a frame' : '';
      return line([`\`${key}\``, `${row.about}${also}`, ...cells(row)]);
    }),
  ].join('\n');

/** The table in Markdown: docs/access.md. */
export const describeAccess = (): string => `# Who may what

Made from \`packages/server/src/platform/access/table.ts\` by \`npx vitest run packages/server/src/platform/access -u\`; the server that runs is held to it
by the attack suite, \`packages/server/tests/attack\`. A route without a row does not compile, or keeps the server from starting.

How to read a cell:

- **own**: what is the asker's. **shared**: what somebody else has given to the asker. **team**: of the asker's team, or of one they lead. **centre**: everybody's,
  or nobody's, in this centre.
- **finds nothing**: may ask, and is told what they would be told if nothing were there.
- **–**: refused (403), whatever is asked for. Without a session every row says 401, but those that need none.
- What is another's and was not shared, and what is another centre's, have no word: no cell can allow them. Both are answered as if they did not exist,
  with the same words.
- "lead" is who leads the team that the thing belongs to, or stands in for who does, as long as that lasts. A person with several roles may what each of them may.
- From a frame on another site's page a person is an agent and nothing else.

## The API

${tableOf(table)}

## What else is answered

${tableOf(otherDoors)}

Pages and their scripts are the same for everybody and hold nothing of anybody.
`;
