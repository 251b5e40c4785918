import { after } from './schedule.ts';

/** Long enough for a browser to have read the file. */
const releaseAfterMs = 60_000;

/** Hands the browser a file to save. */
export const saveFile = (name: string, type: string, content: string): void => {
  const address = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  after(releaseAfterMs, () => URL.revokeObjectURL(address));
};
