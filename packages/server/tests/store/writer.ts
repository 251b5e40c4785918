// Bundled and run by the tests as a separate process: writes events without end, and prints each one that is acknowledged.
import { writeSync } from 'node:fs';
import * as store from '../support/store.ts';
import { centre, eventRow } from '../support/rows.ts';

const [folder = '', first = '0'] = process.argv.slice(2);

const printLine = (line: string): void => {
  writeSync(1, `${line}\n`);
};

try {
  const opened = await store.openTestStore({ kind: 'embedded', folder }, { onFirstStart: () => printLine('preparing') });
  printLine('open');
  for (let n = Number(first); ; n += 1) {
    await opened.db.transaction().execute((trx) => store.appendEvents(trx, centre, [eventRow(n)]));
    printLine(String(n));
  }
} catch (error) {
  printLine(error instanceof Error ? error.name : 'unknown');
  process.exitCode = 1;
}
