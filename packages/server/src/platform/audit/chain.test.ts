import { asId, type CentreId, type PersonId } from '@onhook/core/ids';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditRow } from './entries.ts';
import { beginning, checkChain, hashOf, headText, readHead } from './chain.ts';

const centre = asId<CentreId>('north');

const chainOf = (abouts: readonly (string | null)[]): AuditRow[] => {
  let before = beginning;
  return abouts.map((about, index) => {
    const row = {
      centre,
      seq: index + 1,
      at: 1000 + index,
      actor: index % 2 === 0 ? asId<PersonId>('ada') : null,
      acted_as: 'admin' as const,
      deed: 'line-matched' as const,
      about: about === null ? null : asId<PersonId>(about),
    };
    before = hashOf(before, row);
    return { ...row, hash: before };
  });
};

const pages = async function* (rows: readonly AuditRow[]): AsyncGenerator<readonly AuditRow[]> {
  for (let from = 0; from < rows.length; from += 3) yield rows.slice(from, from + 3);
};

const someone = fc.option(fc.string({ maxLength: 8 }), { nil: null });
const chain = fc.array(someone, { minLength: 1, maxLength: 12 }).map(chainOf);

describe('the chain of the audit log', () => {
  it('is unbroken as it was written, and goes on from every head it had', async () => {
    expect(await checkChain(pages([]), null)).toEqual({ kind: 'unbroken', head: { seq: 0, hash: '' } });
    await fc.assert(
      fc.asyncProperty(chain, fc.nat(), async (rows, pick) => {
        const last = rows.at(-1)!;
        const known = rows[pick % rows.length]!;
        expect(await checkChain(pages(rows), { seq: known.seq, hash: known.hash })).toEqual({ kind: 'unbroken', head: { seq: last.seq, hash: last.hash } });
        expect(readHead(headText(known))).toEqual({ seq: known.seq, hash: known.hash });
      }),
    );
  });

  it('says where it was changed, whatever was', async () => {
    const changes = fc.constantFrom<(row: AuditRow) => AuditRow>(
      (row) => ({ ...row, about: asId<PersonId>(`${row.about}x`) }),
      (row) => ({ ...row, at: row.at + 1 }),
      (row) => ({ ...row, actor: asId<PersonId>('another') }),
      (row) => ({ ...row, acted_as: 'lead' }),
      (row) => ({ ...row, deed: 'all-copied' }),
      (row) => ({ ...row, centre: asId<CentreId>('south') }),
      (row) => ({ ...row, hash: row.hash.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')) }),
      (row) => ({ ...row, seq: row.seq + 1 }),
    );
    await fc.assert(
      fc.asyncProperty(chain, fc.nat(), changes, async (rows, pick, change) => {
        const index = pick % rows.length;
        const changed = rows.with(index, change(rows[index]!));
        expect(await checkChain(pages(changed), null)).toMatchObject({ kind: 'broken', seq: index + 1 });
      }),
    );
  });

  it('says where one was taken out or put in', async () => {
    await fc.assert(
      fc.asyncProperty(chain, fc.nat(), async (rows, pick) => {
        const index = pick % rows.length;
        const without = rows.toSpliced(index, 1);
        const head = rows.at(-1)!;
        expect(await checkChain(pages(without), head)).toMatchObject({ kind: 'broken', seq: index + 1 });
        const twice = rows.toSpliced(index, 0, rows[index]!);
        expect(await checkChain(pages(twice), null)).toMatchObject({ kind: 'broken', seq: index + 2 });
      }),
    );
  });

  it('written anew as a whole does not fit a head that was kept elsewhere', async () => {
    const rows = chainOf(['maya', 'noor', 'maya']);
    const forged = chainOf(['noor', 'noor', 'maya']);
    expect(await checkChain(pages(forged), null)).toMatchObject({ kind: 'unbroken' });
    expect(await checkChain(pages(forged), rows[1]!)).toMatchObject({ kind: 'broken', seq: 2 });
    expect(await checkChain(pages(rows.slice(0, 1)), rows[1]!)).toEqual({ kind: 'broken', seq: 2, at: null });
  });
});
