import type { SharesView } from '@onhook/contract';
import type { PersonId } from '@onhook/core/ids';
import type { NamedShareRow } from './share-queries.ts';

/** Presents shares without their content: the people, the times, and whether the share was fetched. A share taken back is hidden from its recipient. */
export const toSharesView = (me: PersonId, rows: readonly NamedShareRow[]): SharesView => {
  const commonFields = ({ share, purpose, answers, sent_at, opened_at }: NamedShareRow) => ({
    share,
    purpose,
    answers,
    sentAt: sent_at,
    openedAt: opened_at,
  });
  return {
    received: rows
      .filter((row) => row.recipient === me && row.taken_back_at === null)
      .map((row) => ({ ...commonFields(row), from: row.sender, name: row.sender_name })),
    sent: rows
      .filter((row) => row.sender === me)
      .map((row) => ({ ...commonFields(row), to: row.recipient, name: row.recipient_name, takenBackAt: row.taken_back_at })),
  };
};
