import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import { useEffect, useState } from 'react';
import { watchSlice } from '../../../local-store/index.ts';
import { slice, vaultSlices } from '../../../local-store/slice.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import { useSyncStatus } from '../shared/use-sync-status.ts';
import css from '../shared/vault.module.css';

/** True once the agent has answered the notice that their private data is not locked in a vault. */
const answeredSlice = slice<boolean>({ name: 'vault-told', initial: false });

/** True when this browser holds private data of this person. */
const useHasPrivateData = (person: string): boolean => {
  const [filled, setFilled] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let unwatch: readonly (() => void)[] = [];
    let gone = false;
    void vaultSlices().then((all) => {
      if (gone) return;
      unwatch = all.map((slice) =>
        watchSlice(person, slice, (value) =>
          setFilled((before) => {
            const after = new Set(before);
            if (Object.keys(slice.split(value)).length > 0) after.add(slice.name);
            else after.delete(slice.name);
            return after;
          }),
        ),
      );
    });
    return () => {
      gone = true;
      for (const stop of unwatch) stop();
    };
  }, [person]);
  return filled.size > 0;
};

export interface VaultNoticeProps {
  readonly person: string;
  readonly onOpen: () => void;
}

/**
 * Notice between calls that private data is not in an open vault: the vault is locked or has a problem, or there is none. The
 * last of these is shown only until the agent has answered it.
 */
export const VaultNotice = ({ person, onOpen }: VaultNoticeProps) => {
  const status = useSyncStatus();
  const keeps = useHasPrivateData(person);
  const [answered, changeAnswered] = useSlice(person, answeredSlice);
  if (status.trouble && status.trouble.kind !== 'offline' && status.trouble.kind !== 'failed')
    return (
      <section className={css.notice}>
        <p>{m.vault_trouble()}</p>
        <Button kind="quiet" onClick={onOpen}>
          {m.vault_title()}
        </Button>
      </section>
    );
  if (status.kind === 'locked')
    return (
      <section className={css.notice}>
        <p>{m.vault_meanwhile()}</p>
        <Button kind="quiet" onClick={onOpen}>
          {m.vault_unlock()}
        </Button>
      </section>
    );
  if (status.kind !== 'none' || !keeps || answered !== false) return null;
  return (
    <section className={css.notice}>
      <p>{m.vault_plain()}</p>
      <div className={css.ways}>
        <Button
          kind="quiet"
          onClick={() => {
            changeAnswered(() => true);
            onOpen();
          }}
        >
          {m.vault_begin()}
        </Button>
        <Button kind="quiet" onClick={() => changeAnswered(() => true)}>
          {m.vault_not_now()}
        </Button>
      </div>
    </section>
  );
};
