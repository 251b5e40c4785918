import type { Page } from 'playwright-core';

const slow = { timeout: 120_000 };

/** Creates a vault on the page that offers one, and leaves it open. */
export const makeVault = async (page: Page, passphrase: string): Promise<void> => {
  const title = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor(slow);
  const tap = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).last().click(slow);
  await title('A place only you can open.');
  await tap('Make a vault');
  await page.getByLabel('Passphrase').fill(passphrase, slow);
  await page.getByLabel('Repeat it').fill(passphrase);
  await tap('Next');
  await title('Your recovery key');
  const groups = await page.getByRole('listitem').allTextContents();
  await tap('I saved it');
  await page.getByLabel(/^Group \d/).first().waitFor(slow);
  for (const [n, group] of groups.entries()) {
    const field = page.getByLabel(`Group ${n + 1}`);
    if ((await field.count()) > 0) await field.fill(group);
  }
  await tap('Check');
  await title('Your vault is ready.');
  await tap('Next');
  await title('Your vault is open.');
  await page.keyboard.press('Escape');
};
