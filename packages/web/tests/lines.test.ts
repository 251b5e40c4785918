import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { fits, network, roomReady, text, useApp } from './rooms/app.ts';
import { findBarriers, shots } from './rooms/browser.ts';

// Each test checks a page several times, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });

const { server, open } = useApp();

test('a line is matched by keyboard alone, and the match undone', async () => {
  const page = await open('/lines', ['admin']);
  await roomReady.lines(page);
  // A name in the phone system that matches exactly one person is suggested.
  expect(await page.getByRole('combobox', { name: 'Person for line PJSIP/2041' }).inputValue()).toBe('Yemi Okafor');
  const picker = page.getByRole('combobox', { name: 'Person for line PJSIP/2042' });
  const wanted = server().answers.lines.peopleWithoutLine[2];
  await picker.focus();
  await page.keyboard.type(wanted?.name.slice(0, 6) ?? '');
  await page.getByRole('option', { name: wanted?.name ?? '' }).waitFor();
  expect(await findBarriers(page, '[role="listbox"]')).toEqual([]);
  await page.screenshot({ path: join(shots, 'lines-picker-light-1024.png') });
  await page.keyboard.press('Enter');
  expect(await picker.inputValue()).toBe(wanted?.name);
  await page.getByRole('button', { name: 'Match PJSIP/2042' }).focus();
  await page.keyboard.press('Enter');
  await text(page, `PJSIP/2042 now belongs to ${wanted?.name}.`);
  expect(server().asked.find(({ key }) => key === 'POST /api/lines/match')?.body).toEqual({ line: 'PJSIP/2042', person: wanted?.person });
  await picker.waitFor({ state: 'detached' });
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await text(page, 'PJSIP/2042 no longer belongs to anyone.');
  await picker.waitFor();
});

test('nothing chosen and refusals are explained beside the line, and nothing chosen is lost', async () => {
  const page = await open('/lines', ['admin'], {}, network);
  await roomReady.lines(page);
  const match = page.getByRole('button', { name: 'Match PJSIP/2042' });
  const picker = page.getByRole('combobox', { name: 'Person for line PJSIP/2042' });
  await match.click();
  await text(page, 'Choose a person first.');
  expect(await picker.getAttribute('aria-invalid')).toBe('true');

  const wanted = server().answers.lines.peopleWithoutLine[2]?.name ?? '';
  await picker.fill(wanted);
  await page.getByRole('option', { name: wanted }).click();
  server().answers.refuse = { 'POST /api/lines/match': 'store-unavailable' };
  await match.click();
  await text(page, 'The server couldn’t save this, so nothing changed. Your choice is still here.');
  expect(await picker.inputValue()).toBe(wanted);
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: join(shots, 'lines-refused-light-1024.png') });

  server().answers.refuse = { 'POST /api/lines/match': 'no-longer-possible' };
  await match.click();
  await text(page, 'Someone else matched this line or person first.');

  await page.context().setOffline(true);
  await match.click();
  await text(page, 'The server didn’t answer, so this may not be saved.');
  expect(await picker.inputValue()).toBe(wanted);
  await page.context().setOffline(false);
  server().answers.refuse = {};
  await match.click();
  await text(page, `PJSIP/2042 now belongs to ${wanted}.`);
});

test('a match is taken back from the list', async () => {
  const page = await open('/lines', ['admin']);
  await roomReady.lines(page);
  await page.getByRole('searchbox', { name: 'Find a line or person' }).fill('2003');
  await page.getByRole('button', { name: /Remove PJSIP\/2003 from/ }).click();
  await text(page, 'PJSIP/2003 no longer belongs to anyone.');
  await page.getByRole('combobox', { name: 'Person for line PJSIP/2003' }).waitFor();
  await page.getByRole('searchbox', { name: 'Find a line or person' }).fill('');
  for (const line of ['PJSIP/2004', 'PJSIP/2005']) await page.getByRole('checkbox', { name: `Choose ${line}` }).check();
  await page.getByRole('button', { name: 'Remove 2 lines' }).click();
  await page.getByRole('combobox', { name: 'Person for line PJSIP/2005' }).waitFor();
});

test('a line that Onhook has paused is put back after a question', async () => {
  const page = await open('/lines', ['admin']);
  await roomReady.lines(page);
  await page.getByRole('button', { name: /^Put back on the line: [^/]+$/ }).click();
  await text(page, 'protected minutes now');
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: join(shots, 'lines-put-back-light-1024.png'), fullPage: true });
  await page.getByRole('table', { name: 'Matched' }).getByRole('button', { name: 'Put back on the line' }).click();
  await page.getByText('Paused by Onhook').waitFor({ state: 'detached' });
  expect(server().asked.find(({ key }) => key === 'POST /api/lines/put-back')?.body).toEqual({ person: 'agent-1' });
});

test('an administrator reads the policy, the audit log and the phone system, and checks its connection', async () => {
  const page = await open('/policy', ['admin']);
  const photograph = async (room: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [360, 1024, 1600]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: join(shots, `${room}-${colorScheme}-${width}.png`), fullPage: true });
        await fits(page);
      }
      expect(await findBarriers(page)).toEqual([]);
    }
  };
  await text(page, 'ONHOOK_MORE_MINUTES, at its default');
  await text(page, '13 min');
  await photograph('policy');
  await page.getByRole('link', { name: 'Audit log' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Gave time off the line' });
  await row.waitFor();
  await photograph('audit');
  expect(await row.innerText()).toMatch(/Inês Carvalho, team lead.*Not shown/s);
  await page.getByRole('combobox', { name: 'What' }).selectOption('link-made');
  await expect.poll(() => page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')).toBe('/api/audit/file?deed=link-made');
  await page.getByRole('link', { name: 'Phone system' }).click();
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await text(page, 'Check again while calls come in.');
  await photograph('phone-system');
});
