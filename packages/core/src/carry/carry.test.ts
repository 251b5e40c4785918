import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf, dueItems, mayRemind, nextDueAt } from './index.ts';

const now = Date.UTC(2026, 10, 21, 14, 9, 10);
const item = fc.record({
  id: fc.uuid(),
  dueAt: fc.option(fc.integer({ min: now - 1e8, max: now + 1e8 })),
  doneAt: fc.option(fc.integer({ min: 0, max: now })),
});
const doing = fc.record({
  line: fc.option(fc.constantFrom('available', 'ringing', 'on-call', 'wrap-up', 'paused', 'logged-out', 'unknown' as const)),
  recovering: fc.boolean(),
});

describe('reminders', () => {
  it('Reminders never appear on a live call, in an unknown state or in recovery time', () => {
    fc.assert(
      fc.property(fc.array(item), doing, (items, d) => {
        if (d.recovering || d.line === 'on-call' || d.line === 'ringing' || d.line === 'unknown') {
          expect(mayRemind(d)).toBe(false);
          expect(dueItems(items, d, now)).toEqual([]);
        }
      }),
    );
  });

  it('Reminders appear for exactly the items that are due and not done', () => {
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const free = { line: 'available', recovering: false } as const;
        const due = dueItems(items, free, now);
        for (const one of items) expect(due.includes(one)).toBe(one.doneAt === null && one.dueAt !== null && one.dueAt <= now);
        const next = nextDueAt(items, now);
        if (next === null) expect(dueItems(items, free, now + 1e9)).toHaveLength(due.length);
        else {
          expect(dueItems(items, free, next - 1)).toHaveLength(due.length);
          expect(dueItems(items, free, next).length).toBeGreaterThan(due.length);
        }
      }),
    );
  });
});

describe('a calendar file', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 300 }), fc.constant(';,\\\n"…'));
  const lines = (file: string): string[] => file.replaceAll('\r\n ', '').split('\r\n');
  const value = (file: string, name: string): string | undefined =>
    lines(file).find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
  const unescape = (escaped: string): string => escaped.replace(/\\(.)/gs, (_, c: string) => (c === 'n' ? '\n' : c));

  it('The file keeps every word, in lines of at most 75 octets', () => {
    fc.assert(
      fc.property(text, (t) => {
        const file = calendarOf([{ id: 'i1', text: t, dueAt: now }], now);
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(file).not.toMatch(/[^\r]\n|\r[^\n]/);
        const [event = ''] = file.split('BEGIN:VALARM');
        const kept = unescape(value(event, 'DESCRIPTION') ?? value(event, 'SUMMARY') ?? '');
        const plain = [...t.replace(/\r\n?/g, '\n')].filter((c) => /[\n\t]|[^\p{Cc}\p{Cs}]/u.test(c) || (c >= '\u0080' && c <= '\u009f')).join('');
        expect(kept).toBe(plain);
      }),
      { numRuns: 300 },
    );
  });

  it('Each event has its due time in UTC, an alarm and a stable UID', () => {
    const items = [
      { id: 'i1', text: 'Call back, Tuesday; refund', dueAt: Date.UTC(2026, 10, 22, 8, 30) },
      { id: 'i2', text: 'Long '.repeat(100), dueAt: now },
    ];
    const file = calendarOf(items, now);
    expect(lines(file).slice(0, 14)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Onhook//Carry list//EN',
      'CALSCALE:GREGORIAN',
      'BEGIN:VEVENT',
      'UID:i1@carry.onhook',
      'DTSTAMP:20261121T140910Z',
      'DTSTART:20261122T083000Z',
      'DTEND:20261122T084500Z',
      'SUMMARY:Call back\\, Tuesday\\; refund',
      'TRANSP:TRANSPARENT',
      'CLASS:PRIVATE',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
    ]);
    expect(file.match(/BEGIN:VALARM/g)).toHaveLength(2);
    expect(calendarOf(items, now + 5).match(/UID:.*/g)).toEqual(file.match(/UID:.*/g));
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });
});
