import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import { carriedSlice } from '../../carry/shared/index.ts';
import { journalSlice } from '../../journal/shared/index.ts';
import type { Slice } from '../../../local-store/index.ts';
import { useKept } from '../../../local-store/use-kept.ts';
import { keepsakesSlice, ownLineSlice, tapsSlice } from '../../reset/shared/index.ts';
import { useStanding } from '../shared/use-standing.ts';
import css from '../shared/vault.module.css';

/** It was said once that what is kept is not locked. */
const toldSlice: Slice<boolean> = { name: 'vault-told', nothing: false };

const useKeepsSomething = (person: string): boolean => {
  const [carried] = useKept(person, carriedSlice);
  const [taps] = useKept(person, tapsSlice);
  const [line] = useKept(person, ownLineSlice);
  const [keepsakes] = useKept(person, keepsakesSlice);
  const [entries] = useKept(person, journalSlice);
  const lists = [carried?.items, carried?.putDown, carried?.learned, taps, keepsakes, entries];
  return Boolean(line) || lists.some((list) => (list?.length ?? 0) > 0);
};

export interface VaultNoticeProps {
  readonly person: string;
  readonly onOpen: () => void;
}

/** Where what is private lies, when that is not in an open vault: said between calls, and once only where nothing follows from it. */
export const VaultNotice = ({ person, onOpen }: VaultNoticeProps) => {
  const standing = useStanding();
  const keeps = useKeepsSomething(person);
  const [told, changeTold] = useKept(person, toldSlice);
  if (standing.trouble && standing.trouble.kind !== 'offline' && standing.trouble.kind !== 'failed')
    return (
      <section className={css.notice}>
        <p>{m.vault_trouble()}</p>
        <Button kind="quiet" onClick={onOpen}>
          {m.vault_open()}
        </Button>
      </section>
    );
  if (standing.kind === 'locked')
    return (
      <section className={css.notice}>
        <p>{m.vault_meanwhile()}</p>
        <Button kind="quiet" onClick={onOpen}>
          {m.vault_unlock()}
        </Button>
      </section>
    );
  if (standing.kind !== 'none' || !keeps || told !== false) return null;
  return (
    <section className={css.notice}>
      <p>{m.vault_plain()}</p>
      <div className={css.ways}>
        <Button
          kind="quiet"
          onClick={() => {
            changeTold(() => true);
            onOpen();
          }}
        >
          {m.vault_begin()}
        </Button>
        <Button kind="quiet" onClick={() => changeTold(() => true)}>
          {m.vault_not_now()}
        </Button>
      </div>
    </section>
  );
};
