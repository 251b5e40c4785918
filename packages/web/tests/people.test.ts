import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { roomReady, text, useApp } from './rooms/app.ts';
import { findBarriers, shots } from './rooms/browser.ts';

// Each test checks a page several times, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });

const { server, open } = useApp();

test('an administrator sees what a file would change before it does', async () => {
  const page = await open('/people', ['admin'], { viewport: { width: 1024, height: 900 } });
  await roomReady.people(page);
  await page.getByRole('button', { name: 'Inês Carvalho', exact: true }).click();
  await page.getByRole('dialog', { name: 'Inês Carvalho' }).waitFor();
  await page.getByRole('radio', { name: 'Inactive' }).check({ force: true });
  await text(page, 'Making someone inactive signs them out everywhere.');
  await page.screenshot({ path: join(shots, 'person-1024.png') });
  expect(await findBarriers(page, '[role="dialog"]')).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await text(page, 'Saved: Inês Carvalho');
  expect(server().asked.find(({ key }) => key === 'POST /api/people/:person')?.body).toMatchObject({ roles: ['lead'], active: false });
  await page.getByRole('button', { name: 'Import' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a template' }).click();
  expect((await download).suggestedFilename()).toBe('people.csv');
  const csv = 'email,name\nolaf.dahl@example.com,Olaf Dahl\n';
  await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await text(page, 'unknown role: boss');
  await text(page, 'Row 9');
  await text(page, 'Roles: agent → agent lead');
  await page.screenshot({ path: join(shots, 'import-1024.png'), fullPage: true });
  expect(await findBarriers(page)).toEqual([]);
  await text(page, '41 people don’t change.');
  await page.getByRole('button', { name: 'Make these changes' }).click();
  await text(page, 'The file was imported: 1 new, 1 changed.');
  expect(server().asked.find(({ key }) => key === 'POST /api/people/import')?.body).toEqual({ csv, digest: 'a-digest' });
});

test('an administrator finds the people who need something by keyboard, and makes a sign-in link for one', async () => {
  const page = await open('/people', ['admin'], { viewport: { width: 1600, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
  await roomReady.people(page);
  await page.keyboard.press('/');
  await page.keyboard.type('hana');
  await text(page, '3 of 63');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Needs something: 2' }).click();
  const rows = page.getByRole('table', { name: 'People' }).getByRole('row');
  expect(await rows.count()).toBe(3);
  await page.getByRole('button', { name: 'Status' }).click();
  expect(await rows.nth(1).innerText()).toMatch(/Hana .*Never.*Invited/s);
  await rows.nth(1).getByRole('rowheader').getByRole('button').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: join(shots, 'people-needs-1600.png') });
  await page.keyboard.press('l');
  const dialog = page.getByRole('dialog', { name: /^Sign-in link for Hana/ });
  await dialog.waitFor();
  await text(page, 'Works once, until 20 Nov, 14:08.');
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await dialog.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/sign-in#/);
  expect(await findBarriers(page, '[role="dialog"]')).toEqual([]);
  await page.screenshot({ path: join(shots, 'people-link-1600.png') });
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: /^Hana/ }).waitFor();
});

test('a stand-in is named by days of the centre', async () => {
  const page = await open('/teams', ['admin'], { viewport: { width: 1024, height: 900 }, timezoneId: 'America/Los_Angeles' });
  await roomReady.teams(page);
  await page.getByRole('button', { name: 'Add a stand-in' }).click();
  const form = page.getByRole('form', { name: 'Add a stand-in' });
  await form.getByRole('button', { name: 'Save' }).click();
  await text(page, 'Choose two people, and a last day');
  await form.getByLabel('The lead who is away').selectOption({ label: 'Inês Carvalho' });
  await form.getByRole('combobox', { name: 'Who stands in' }).fill('Aylin Okafor');
  await page.getByRole('option', { name: 'Aylin Okafor' }).first().click();
  await form.getByLabel('From (first day)').fill('2026-11-23');
  await form.getByLabel('Until (last day)').fill('2026-11-27');
  expect(await findBarriers(page)).toEqual([]);
  await form.getByRole('button', { name: 'Save' }).click();
  await text(page, 'Saved: Aylin Okafor for Inês Carvalho');
  expect(server().asked.find(({ key }) => key === 'POST /api/stand-ins')?.body).toMatchObject({
    lead: 'ines',
    fromAt: Date.parse('2026-11-22T23:00:00Z'),
    untilAt: Date.parse('2026-11-27T23:00:00Z'),
  });
});
