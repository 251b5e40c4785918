import { openAllItems, textOf } from '@onhook/vault';
import { vaultClient, type NotNow } from './index.ts';

export interface TakenOut {
  readonly kind: 'taken-out';
  readonly json: string;
  /** True if an item could not be opened, so that the export is partial. */
  readonly isPart: boolean;
}

const read = (content: string): unknown => {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return content;
  }
};

/** Exports the whole vault unencrypted, for its owner. */
export const takeOut = async (person: string, at: number): Promise<TakenOut | NotNow> => {
  const seen = await vaultClient.look(person);
  if (seen.kind !== 'seen') return seen;
  const all = await openAllItems(seen.vault, seen.head, seen.sealed);
  const things = all.map(({ purpose, opened }) => ({
    purpose,
    ...(opened.kind === 'opened' ? { content: read(textOf(opened.content)) } : { notOpened: opened.kind }),
  }));
  const { centre } = seen.vault.owner;
  return {
    kind: 'taken-out',
    json: `${JSON.stringify({ at: new Date(at).toISOString(), centre, person, things }, null, 2)}\n`,
    isPart: all.some(({ opened }) => opened.kind !== 'opened'),
  };
};
