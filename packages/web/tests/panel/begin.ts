import type { PlanId } from '@onhook/core/reset';
import type { PanelView } from '@onhook/contract';
import type { Page } from 'playwright-core';
import { pausedRecovery, idle, noon, offered } from '../../src/api/panel/fixtures.ts';
import { writeStored } from './stored.ts';

/** A recovery with enough minutes for the long form of any technique. */
export const paused: PanelView = {
  ...idle,
  line: { state: 'paused', since: noon, reason: null },
  recovery: { ...pausedRecovery, grantedMs: 600_000, pausedUntil: noon + 900_000 },
  offer: offered,
};

/** Goes from the open panel to the first step of this reset, for an agent whose usual reset it is. */
export const beginReset = async (page: Page, usual: PlanId): Promise<void> => {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await writeStored(page, 'reset-prefs', { usual });
  await page.reload();
  await page.getByRole('button', { name: /^Take / }).click();
  await page.getByRole('button', { name: 'Continue without' }).click();
};
