import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseAskedGroups, matchesGroup, newRecoveryKey, readRecoveryKey, recoveryKeyBytes } from './recovery-key.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const position = fc.record({ group: fc.nat(7), letter: fc.nat(4) });

describe('A recovery key', () => {
  it('is read in any spacing and capitalisation, with look-alike letters', () => {
    for (let n = 0; n < 50; n += 1) {
      const key = newRecoveryKey();
      const copied = key.join(' - ').toLowerCase().replaceAll('0', 'o').replaceAll('1', n % 2 ? 'l' : 'I');
      expect(readRecoveryKey(`\n ${copied} `)).toEqual({ kind: 'read', key });
      expect(recoveryKeyBytes(key)).toHaveLength(32);
    }
  });

  it('names the group with one wrong letter', () => {
    fc.assert(
      fc.property(position, fc.nat(31), ({ group, letter }, at) => {
        const key = newRecoveryKey();
        const right = key[group]!;
        const wrong = `${right.slice(0, letter)}${alphabet[at]}${right.slice(letter + 1)}`;
        fc.pre(wrong !== right);
        expect(readRecoveryKey(key.with(group, wrong).join(''))).toEqual({ kind: 'mistyped', groups: [group + 1] });
      }),
    );
  });

  it('names the group with two swapped letters, and two groups that changed positions', () => {
    fc.assert(
      fc.property(fc.nat(7), fc.nat(3), fc.nat(7), (group, letter, other) => {
        const key = newRecoveryKey();
        const right = key[group]!;
        const wrong = `${right.slice(0, letter)}${right[letter + 1]}${right[letter]}${right.slice(letter + 2)}`;
        if (wrong !== right) expect(readRecoveryKey(key.with(group, wrong).join(''))).toEqual({ kind: 'mistyped', groups: [group + 1] });
        fc.pre(other !== group);
        const moved = key.with(group, key[other]!).with(other, right);
        expect(readRecoveryKey(moved.join(''))).toMatchObject({ kind: 'mistyped', groups: [group + 1, other + 1].sort() });
      }),
    );
  });

  it('is not read from too few, too many or other letters', () => {
    const key = newRecoveryKey().join('');
    for (const typed of ['', key.slice(1), `${key}7`, `${key}${key}`]) expect(readRecoveryKey(typed)).toEqual({ kind: 'wrong-length' });
    expect(readRecoveryKey(`UUUUU${key.slice(5)}`)).toEqual({ kind: 'mistyped', groups: [1] });
  });

  it('is typed back in two different groups', () => {
    const seen = new Set<number>();
    for (let n = 0; n < 400; n += 1) {
      const [first, second] = chooseAskedGroups();
      expect(first).toBeLessThan(second);
      seen.add(first).add(second);
    }
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const [group = ''] = newRecoveryKey();
    expect(matchesGroup(` ${group.toLowerCase()} `, group)).toBe(true);
    expect(matchesGroup('', group)).toBe(false);
  });

  it('is never generated twice', () => {
    expect(new Set(Array.from({ length: 500 }, () => newRecoveryKey().join(''))).size).toBe(500);
  });
});
