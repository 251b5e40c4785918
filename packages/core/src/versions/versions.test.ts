import { describe, expect, expectTypeOf, it } from 'vitest';
import { firstVersion, NewerVersion, UnknownVersion, type Versions } from './index.ts';

interface CupV1 {
  readonly litres: number;
}
interface CupV2 {
  readonly millilitres: number;
}
interface Cup {
  readonly millilitres: number;
  readonly lid: boolean;
}

const cups: Versions<Cup> = firstVersion<CupV1>('cup')
  .next((v1): CupV2 => ({ millilitres: v1.litres * 1000 }))
  .next((v2): Cup => ({ ...v2, lid: false }));

const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
};

describe('a chain of versions', () => {
  it('counts its versions from the oldest', () => {
    expect([cups.oldest, cups.newest]).toEqual([1, 3]);
    expect([firstVersion('cup', 2).oldest, firstVersion('cup', 2).newest]).toEqual([2, 2]);
  });

  it.each([
    [1, { litres: 0.2 }],
    [2, { millilitres: 200 }],
    [3, { millilitres: 200, lid: false }],
  ])('upcasts a value of version %i through every later step', (version, stored) => {
    expect(cups.upcast(stored, version)).toEqual({ millilitres: 200, lid: false });
  });

  it('leaves the stored value as it is', () => {
    const stored = Object.freeze({ litres: 0.2 });
    cups.upcast(stored, 1);
    expect(stored).toEqual({ litres: 0.2 });
  });

  it('refuses a newer version by name', () => {
    const error = thrownBy(() => cups.upcast({ pints: 1 }, 4));
    expect(error).toBeInstanceOf(NewerVersion);
    expect(error).toMatchObject({ what: 'cup', version: 4, known: 3 });
    expect(String(error)).toContain('a stored cup has version 4, written by a newer version of Onhook');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses version %d, which nothing has written', (version) => {
    expect(thrownBy(() => cups.upcast({}, version))).toBeInstanceOf(UnknownVersion);
  });

  it('does not compile where its last step does not reach the newest shape', () => {
    expectTypeOf(firstVersion<CupV1>('cup')).not.toExtend<Versions<Cup>>();
    expectTypeOf(firstVersion<CupV1>('cup').next((v1): CupV2 => ({ millilitres: v1.litres }))).not.toExtend<Versions<Cup>>();
    expectTypeOf(cups).toExtend<Versions<Cup>>();
  });
});
