import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callerNumber, customerKey, noCallerRules, type CallerRules } from './customer.ts';

const britain: CallerRules = { region: 'GB', nobody: [] };
const key = 'a key of the tests';

describe('callers’ numbers', () => {
  test.each([
    '', ' ', '<unknown>', 'unknown', 'Unknown', 'UNKNOWN CALLER', 'anonymous', 'Anonymous', 'Anonymous@anonymous.invalid', 'sip:anonymous@anonymous.invalid',
    '"Anonymous" <sip:anonymous@anonymous.invalid;transport=udp>', 'Restricted', 'restricted', 'private', 'Private Number', 'unavailable', 'Unavailable', 'ID unavailable',
    'not available', 'withheld', 'Number Withheld', 'blocked', 'No Caller ID', 'out of area', 'hidden', 'O', 'P', 's', 'N/A', 'null', 'undefined', 'none', '-', '-1', '0', '+0', '00', '0000000000',
    '9999999999', '1111111', '+266696687', '266696687', '00266696687', '+1266696687', '7378742833', '86282452253', 'unbekannt', 'Anonymer Anrufer', 'Privé', 'inconnu', 'desconocido', 'privado',
    'unterdrückt', 'Asterisk', '"" <>', 'alice',
  ])('a withheld number names nobody, written %j', (text) => {
    expect(callerNumber(text)).toBeUndefined();
    expect(callerNumber(text, britain)).toBeUndefined();
    expect(customerKey(key, text)).toBeUndefined();
  });

  test.each(['+442079460001', '00442079460001', '+44 20 7946 0001', '0044 (0)20 7946-0001', '+44 (0)20 7946 0001', 'tel:+44-20-7946-0001', '"Ada" <sip:+442079460001@10.0.0.1;user=phone>'])(
    'a number that names its country is one number without a region, written %j',
    (text) => expect(callerNumber(text)).toBe('+442079460001'),
  );

  test.each(['020 7946 0001', '02079460001', '442079460001', '00442079460001', 'sip:02079460001@pbx.example', '(020) 7946.0001'])(
    'a national spelling is the international number where a region is set, written %j',
    (text) => expect(callerNumber(text, britain)).toBe('+442079460001'),
  );

  test('a region decides about the prefixes of its own numbers', () => {
    expect(callerNumber('030 901820', { region: 'DE', nobody: [] })).toBe('+4930901820');
    expect(callerNumber('(212) 555-0123', { region: 'US', nobody: [] })).toBe('+12125550123');
    expect(callerNumber('011442079460001', { region: 'US', nobody: [] })).toBe('+442079460001');
    expect(callerNumber('06 6982', { region: 'IT', nobody: [] })).toBe('+39066982');
  });

  test('an extension stays what it is', () => {
    expect(callerNumber('2001', britain)).toBe('2001');
    expect(callerNumber('2001')).toBe('2001');
  });

  test('a listed number names nobody in any spelling, and a listed beginning none of its numbers', () => {
    const rules: CallerRules = { region: 'GB', nobody: ['020 7946 0999', '+44800*', '4000'] };
    for (const text of ['+442079460999', '02079460999', '00442079460999', '0800 123456', '+44800999888', '4000']) expect(callerNumber(text, rules), text).toBeUndefined();
    expect(callerNumber('02079460998', rules)).toBe('+442079460998');
    expect(callerNumber('40001', rules)).toBe('40001');
  });

  test('all spellings of a number give one hash, and two numbers never share one', () => {
    const national = fc.integer({ min: 20_7000_0000, max: 20_8999_9999 }).map(String);
    fc.assert(
      fc.property(national, national, fc.constantFrom('', ' ', '-', '.'), (a, b, between) => {
        const spaced = (digits: string): string => [...digits].join(between);
        const spellings = [`+44${a}`, `0044${a}`, `0${spaced(a)}`, `44${a}`, `+44 (0)${spaced(a)}`, `sip:+44${a}@host`];
        const keys = new Set(spellings.map((text) => customerKey(key, text, britain)));
        expect(keys.size).toBe(1);
        expect(keys.has(customerKey(key, `+44${b}`, britain))).toBe(a === b);
      }),
      { numRuns: 60 },
    );
  });

  test('no text makes the reading fail', () => {
    fc.assert(fc.property(fc.string(), (text) => void callerNumber(text, noCallerRules)), { numRuns: 300 });
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('+', '0', '1', '4', '9', '(', ' ', '@', '<', '>', ':', 'a') }), (text) => void callerNumber(text, britain)), { numRuns: 300 });
  });
});
