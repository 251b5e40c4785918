import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type LineId, type PersonId, type TeamId } from '@onhook/core/ids';
import { planImport, type ImportedPerson, type ImportContext } from './plan.ts';
import { importTemplate, readImport, type ImportRow } from './read.ts';

const person = (id: string, changes: Partial<ImportedPerson> = {}): ImportedPerson => ({
  person: asId<PersonId>(id),
  name: id,
  email: `${id}@example.com`,
  team: null,
  roles: ['agent'],
  line: null,
  active: true,
  ...changes,
});
const contextOf = (changes: Partial<ImportContext> = {}): ImportContext => {
  const people = [person('maya', { name: 'Maya Osei', team: 'Red', line: asId<LineId>('PJSIP/1') }), person('noor', { line: asId<LineId>('PJSIP/2') })];
  return {
    people,
    administrators: new Set(),
    taken: new Set(['maya', 'noor', 'inga-berg']),
    teams: [{ team: asId<TeamId>('red'), name: 'Red' }],
    owners: new Map(people.flatMap(({ line, person: owner }) => (line === null ? [] : [[line, owner] as const]))),
    isInRecovery: () => false,
    ...changes,
  };
};
const rowsOf = (csv: string): readonly ImportRow[] => {
  const read = readImport(csv);
  if (read.kind === 'unreadable') throw new Error(read.because);
  return read.rows;
};
const plan = (csv: string, changes: Partial<ImportContext> = {}) => planImport(rowsOf(csv), contextOf(changes));

describe('a file of people', () => {
  it('may have the separators, quotes and line ends of any spreadsheet', () => {
    const expected = [{ at: 2, person: null, name: 'Berg, "Inga"', email: 'inga@example.com', team: 'Red', roles: ['agent', 'lead'], line: null, active: null }];
    expect(rowsOf('E-mail,Name,Team,Roles\r\ninga@example.com,"Berg, ""Inga""",Red,agent lead\r\n')).toEqual(expected);
    expect(rowsOf('\ufeffName;E-Mail;Roles;Team\n"Berg, ""Inga""";inga@example.com;Agent, Lead;Red')).toEqual(expected);
    expect(rowsOf('email\tname\troles\tteam\ninga@example.com\t"Berg, ""Inga"""\tagent|lead\tRed\n\n')).toEqual(expected);
  });

  it('may have the headings of personnel systems in five languages', () => {
    const files = [
      'Employee ID,First Name,Last Name,Work Email,Department,Employment Status\n17,Inga,Berg,inga@example.com,Red,Terminated\n',
      'Vorname;Name;E-Mail-Adresse;Abteilung;Aktiv\nInga;Berg;inga@example.com;Red;FALSCH\n',
      'Vorname;Nachname;Dienstliche E-Mail;Team;Aktiv\nInga;Berg;inga@example.com;Red;nein\n',
      'Nombre completo;Correo electrónico;Equipo;Activo\nInga Berg;inga@example.com;Red;no\n',
      'sep=;\r\nPrénom;Nom;Courriel;Équipe;Actif\r\nInga;Berg;inga@example.com;Red;FAUX\r\n',
      'Nome\tCorreio eletrónico\tEquipe\tAtivo\nInga Berg\tinga@example.com\tRed\tNão\n',
      'userPrincipalName,displayName,mail,department,accountEnabled\nib@corp.example,Inga Berg,inga@example.com,Red,False\n',
    ];
    for (const csv of files) {
      const [row] = rowsOf(csv);
      expect(row, csv).toMatchObject({ person: null, name: 'Inga Berg', email: 'inga@example.com', team: 'Red', active: false });
    }
    expect(rowsOf(files[4] ?? '')[0]?.at).toBe(3);
    expect(readImport('E-Mail;email\na@b;c@d')).toMatchObject({ kind: 'unreadable', because: 'no-columns' });
  });

  it('deactivates and activates people by the column “active”, and is refused for any other word there', () => {
    expect(plan('email,active\nmaya@example.com,no\nnoor@example.com,yes\nnew@example.com,vielleicht\n').entries).toMatchObject([
      { kind: 'changed', changes: [{ field: 'active', from: 'yes', to: 'no' }] },
      { kind: 'same' },
      { kind: 'refused', because: 'no-name' },
    ]);
    expect(plan('email,active\nnoor@example.com,vielleicht\n').entries).toMatchObject([{ kind: 'refused', because: 'unknown-active', what: 'vielleicht' }]);
    const boss = contextOf({ administrators: new Set([asId<PersonId>('maya')]), people: [person('maya', { roles: ['admin'] })] });
    expect(planImport(rowsOf('email,active\nmaya@example.com,no\n'), boss).entries).toMatchObject([{ kind: 'refused', because: 'last-administrator' }]);
  });

  it('can be the unchanged template', () => {
    expect(rowsOf(importTemplate)).toMatchObject([{ name: 'Maya Lind', roles: ['agent'], line: 'PJSIP/1002', active: true }]);
  });

  it('numbers its rows by the line at which they start, even after a cell of several lines', () => {
    const rows = rowsOf('email,name\na@example.com,"two\nlines"\n\nb@example.com,B\n');
    expect(rows.map(({ at }) => at)).toEqual([2, 5]);
  });

  it('is unreadable, with the line number, when it is not CSV or has no known column', () => {
    expect(readImport('email,name\na@example.com,A\nb@example.com,"B\n')).toMatchObject({ kind: 'unreadable', because: 'no-csv' });
    for (const csv of ['', 'first,second\n1,2', 'name,team\nA,Red', 'email,email\na@b,c@d']) {
      expect(readImport(csv)).toMatchObject({ kind: 'unreadable', because: 'no-columns', at: 1 });
    }
  });

  it('never makes the import throw, whatever it contains', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const read = readImport(`email,name,roles\n${text}`);
        expect(['rows', 'unreadable']).toContain(read.kind);
        if (read.kind === 'rows') planImport(read.rows, contextOf());
      }),
    );
  });
});

describe('the plan of an import', () => {
  it('adds people, changes single fields, and keeps the fields that the file leaves out', () => {
    const { entries, newTeams } = plan(
      'email,name,team,roles,line\ninga@example.com,Inga Berg,Night desk,lead,PJSIP/7\nMAYA@example.com,Maya O.,red,,\nnoor@example.com,,,agent,\n',
    );
    expect(newTeams).toEqual(['Night desk']);
    expect(entries).toMatchObject([
      { kind: 'new', at: 2, next: { person: 'inga-berg-2', team: 'Night desk', roles: ['lead'], line: 'PJSIP/7' } },
      {
        kind: 'changed',
        at: 3,
        next: { person: 'maya', roles: ['agent'], line: 'PJSIP/1' },
        changes: [
          { field: 'name', from: 'Maya Osei', to: 'Maya O.' },
          { field: 'email', from: 'maya@example.com', to: 'MAYA@example.com' },
        ],
      },
      { kind: 'same', at: 4, next: { person: 'noor' } },
    ]);
  });

  it('refuses single lines, each with its reason', () => {
    const { entries } = plan(
      [
        'email,id,name,roles,line',
        ',,Nobody,,',
        'not an address,,A,,',
        'new@example.com,,,,',
        'b@example.com,,B,agent boss,',
        ',stranger,C,,',
        'noor@example.com,maya,M,,',
        'd@example.com,,D,,PJSIP/1',
        `e@example.com,,${'E'.repeat(81)},,`,
        'f@example.com,,F,,PJSIP/9',
        'F@example.com,,F,,',
        'g@example.com,,G,,PJSIP/9',
      ].join('\n'),
    );
    expect(entries.map((entry) => (entry.kind === 'refused' ? [entry.at, entry.because] : [entry.at, entry.kind]))).toEqual([
      [2, 'no-email'],
      [3, 'bad-email'],
      [4, 'no-name'],
      [5, 'unknown-role'],
      [6, 'unknown-person'],
      [7, 'email-taken'],
      [8, 'line-taken'],
      [9, 'too-long'],
      [10, 'new'],
      [11, 'twice'],
      [12, 'line-taken'],
    ]);
  });

  it('refuses another line for a person whose line is paused for recovery', () => {
    const { entries } = plan('email,line\nmaya@example.com,PJSIP/8\n', { isInRecovery: (id) => id === 'maya' });
    expect(entries).toMatchObject([{ kind: 'refused', because: 'line-paused' }]);
  });

  it('gives each new person a distinct id', () => {
    const { entries } = plan('email,name\na@example.com,Ana Lu\nb@example.com,Ana Lú\nc@example.com,安娜\n');
    expect(entries.map((entry) => entry.kind === 'new' && entry.next.person)).toEqual(['ana-lu', 'ana-lu-2', 'person']);
  });
});
