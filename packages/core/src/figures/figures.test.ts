import { expect, test } from 'vitest';
import { figuresCsv } from './index.ts';

const at = Date.UTC(2026, 10, 22, 9, 30);

test('The CSV file has a row for each queue and half hour, and hides the hard calls of a small queue', () => {
  const counts = { at, offered: 12, answered: 8, answeredInTarget: 6, abandoned: 1, hardCalls: 2 };
  expect(
    figuresCsv([
      { queue: 'Billing', hardCallsShown: true, halfHours: [counts] },
      { queue: '=Small', hardCallsShown: false, halfHours: [{ ...counts, answered: 0, answeredInTarget: 0, abandoned: 0 }] },
    ]),
  ).toBe(
    '"queue","from","offered","answered","answeredInTarget","serviceLevel","abandoned","hardCalls"\r\n' +
      '"Billing","2026-11-22T09:30:00.000Z","12","8","6","0.6667","1","2"\r\n' +
      '"\'=Small","2026-11-22T09:30:00.000Z","12","0","0","","0",""\r\n',
  );
});
