import { after } from './schedule.ts';

/** Delay after which the file's URL is released, in milliseconds. The browser has read the file by then. */
const releaseAfterMs = 60_000;

/** Downloads `content` as a file. */
export const saveFile = (name: string, type: string, content: string): void => {
  const address = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  after(releaseAfterMs, () => URL.revokeObjectURL(address));
};
