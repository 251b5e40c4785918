import { useEffect, useState } from 'react';
import { serverClock } from '../../../api/server-clock.ts';
import { m } from '../../../generated/messages/messages.js';
import { startSync } from '../../../vault/private.ts';
import { refusalWords } from '../../../vault/refused.ts';
import { readVaultState, type VaultState } from '../../../vault/state.ts';
import type { RoomProps } from '../../../api/panel/room.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import { Gone } from './gone.tsx';
import { Open } from './open.tsx';
import { SetUp } from './set-up.tsx';
import { Unlock } from './unlock.tsx';

interface Props {
  readonly person: string;
  readonly name: string;
  readonly now: () => number;
  readonly onClose: () => void;
}

/** Room of the vault that only its owner can open: set it up, unlock it, use it, lock it. */
export const VaultScreens = ({ person, name, now, onClose }: Props) => {
  const [state, setState] = useState<VaultState | { readonly kind: 'loading' }>({ kind: 'loading' });
  const again = (): void => {
    void readVaultState(person).then(setState);
    // Private data is stored in the vault automatically from now on.
    startSync(person);
  };
  useEffect(again, [person]);
  const leave = { label: m.vault_back(), onTake: onClose };

  switch (state.kind) {
    case 'loading':
      return <Room back={leave} title={m.vault_title()} />;
    case 'none':
      return <SetUp owner={state.owner} name={name} onMade={again} onClose={onClose} />;
    case 'locked':
      return <Unlock owner={state.owner} keys={state.keys} onOpen={again} onClose={onClose} />;
    case 'gone':
      return <Gone owner={state.owner} onGone={again} onClose={onClose} />;
    case 'open':
      return (
        <Open
          vault={state.vault}
          keys={state.keys}
          name={name}
          onTurned={again}
          onClose={onClose}
          now={now}
        />
      );
    case 'offline':
    case 'failed':
      return (
        <Room back={leave} title={m.vault_title()}>
          <Paragraph>{state.kind === 'offline' ? m.vault_offline() : m.vault_failed()}</Paragraph>
        </Room>
      );
    case 'refused':
      return (
        <Room back={leave} title={m.vault_title()}>
          <Paragraph>{refusalWords[state.why]()}</Paragraph>
        </Room>
      );
  }
};

export const VaultRoom = ({ view, onClose }: RoomProps) => (
  <VaultScreens {...view.person} now={serverClock.now} onClose={onClose} />
);
