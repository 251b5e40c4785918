import { openAllItems, textOf } from '@onhook/vault';
import { vaultClient, type VaultUnavailable } from './index.ts';

export interface VaultExport {
  readonly kind: 'exported';
  readonly json: string;
  /** True if an item could not be decrypted. */
  readonly isPartial: boolean;
}

const parseOrText = (content: string): unknown => {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return content;
  }
};

/** Exports the whole vault unencrypted, for its person. */
export const exportVault = async (person: string, at: number): Promise<VaultExport | VaultUnavailable> => {
  const current = await vaultClient.read(person);
  if (current.kind !== 'read') return current;
  const items = await openAllItems(current.vault, current.head, current.sealed);
  const things = items.map(({ purpose, opened }) => ({
    purpose,
    ...(opened.kind === 'opened' ? { content: parseOrText(textOf(opened.content)) } : { notOpened: opened.kind }),
  }));
  const { centre } = current.vault.owner;
  return {
    kind: 'exported',
    json: `${JSON.stringify({ at: new Date(at).toISOString(), centre, person, things }, null, 2)}\n`,
    isPartial: items.some(({ opened }) => opened.kind !== 'opened'),
  };
};
