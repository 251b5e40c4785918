import { m } from '../../../generated/messages/messages.js';
import type { SyncStatus } from '../../../vault/sync-status.ts';
import css from './journal.module.css';

const wordsOf = ({ kind, trouble }: SyncStatus): string => {
  if (kind === 'locked') return `${m.journal_locked()} ${m.journal_locked_how()}`;
  if (kind === 'none') return m.journal_plain();
  if (trouble?.kind === 'offline') return m.journal_away();
  return trouble ? m.vault_trouble() : '';
};

/** Tells where the entries are stored while they don't go into an open vault. Empty when they do. */
export const Where = ({ status }: { readonly status: SyncStatus }) => {
  const words = wordsOf(status);
  return <p className={words ? css.small : css.unsaid}>{words}</p>;
};
