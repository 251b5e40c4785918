import { accessRoles, relationsOf, type Access } from './access.ts';

/** Access rows by method and path. */
export type AccessRows = Readonly<Record<string, Access>>;

const cells = (row: Access): string[] =>
  accessRoles.map((role) => {
    if ('open' in row) return '';
    const relations = relationsOf(row, role);
    if (relations === undefined) return '–';
    return relations.length === 0 ? 'finds nothing' : relations.join(', ');
  });

const notes = (row: Access): string => {
  if ('open' in row) return `; no session is needed, only: ${row.open}`;
  return `${row.framed ? '; not from a frame' : ''}${'audit' in row ? `; in the audit log as ${row.audit}` : ''}`;
};

const line = (columns: readonly string[]): string => `| ${columns.join(' | ')} |`;

const tableOf = (rows: AccessRows): string =>
  [
    line(['route', 'resource', ...accessRoles]),
    line(['route', 'resource', ...accessRoles].map(() => '---')),
    ...Object.entries(rows).map(([key, row]) => line([`\`${key}\``, `${row.about}${notes(row)}`, ...cells(row)])),
  ].join('\n');

/**
 * Writes the access rows as Markdown: docs/access.md.
 *
 * @param api the rows of the contract's routes
 * @param others the rows of everything else that the server answers, except pages
 */
export const describeAccess = (api: AccessRows, others: AccessRows): string => `# Who has access to what

Generated from the \`access\` of every route in \`packages/server/src/features/*/routes.ts\` by
\`npx vitest run packages/server/src/features/access.test.ts -u\`. The attack tests, \`packages/server/tests/attack\`, hold the running server to it.
A route of the contract without a handler does not compile; any other route without a row keeps the server from starting.

How to read a cell:

- **own**: belongs to the person who asks. **shared**: another person gave it to them. **team**: of their team, or of a team they lead.
  **centre**: everybody's, or nobody's, in this centre.
- **finds nothing**: may ask, and gets the answer for a resource that does not exist.
- **–**: refused (403), whatever the resource. Without a session every row answers 401, except those that need none.
- Another person's resource that was not shared, and a resource of another centre, have no word: no cell can allow them. Both get the answer for
  a resource that does not exist, word for word.
- "lead" is a person who leads the team that the resource belongs to, or stands in for its lead for the time being. A person with several roles
  has the access of each.
- In a frame on another site's page a person is an agent and nothing else.

## The API

${tableOf(api)}

## Other routes

${tableOf(others)}

Pages and their scripts are the same for everybody and hold no person's data.
`;
