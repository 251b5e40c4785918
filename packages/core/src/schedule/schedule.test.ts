import { describe, expect, it } from 'vitest';
import { asId, type TimeGrantId, type PersonId } from '../ids/index.ts';
import { exceptionsCalendar, exceptionsCsv, type ScheduleException } from './index.ts';

const at = Date.UTC(2026, 10, 22, 14, 0);
const one: ScheduleException = {
  id: asId<TimeGrantId>('g1'),
  person: asId<PersonId>('ana'),
  name: '=HYPERLINK("x"), Ana; Ämter',
  fromAt: at,
  untilAt: at + 600_000,
  code: 'break',
};

describe('schedule exceptions', () => {
  it('A spreadsheet reads no field of the CSV file as a formula', () => {
    expect(exceptionsCsv([one])).toBe(
      '"person","name","from","until","code"\r\n' +
        '"ana","\'=HYPERLINK(""x""), Ana; Ämter","2026-11-22T14:00:00.000Z","2026-11-22T14:10:00.000Z","break"\r\n',
    );
  });

  it('An exception is a calendar event with a stable UID', () => {
    const file = exceptionsCalendar([one], at);
    expect(file).toContain('UID:g1@schedule.onhook\r\n');
    expect(file).toContain('DTSTART:20261122T140000Z\r\nDTEND:20261122T141000Z\r\n');
    expect(file).toContain('\\, Ana\\; Ämter: break');
    expect(file.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
  });
});
