import { useEffect, useState } from 'react';
import { Cord } from '../../design/cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import type { RoomProps } from '../room.ts';
import { Said, Screen } from '../screen.tsx';
import { Open } from './open.tsx';
import { refusalWords } from '../../vault/refused.ts';
import { SetUp } from './set-up.tsx';
import { look, type VaultState } from '../../vault/state.ts';
import { Unlock } from './unlock.tsx';

/** The place only its owner can open: made, unlocked and locked here. */
export const VaultRoom = ({ view, width, onClose }: RoomProps) => {
  const [state, setState] = useState<VaultState>({ kind: 'loading' });
  const { person, name } = view.person;
  const again = (): void => void look(person).then(setState);
  useEffect(again, [person]);
  const leave = { label: m.vault_back(), onTake: onClose };
  const picture = <Cord progress={1} width={width} />;

  switch (state.kind) {
    case 'loading':
      return <Screen back={leave} picture={picture} title={m.vault_title()} ways={[leave]} />;
    case 'none':
      return <SetUp place={state.place} name={name} picture={picture} onMade={again} onClose={onClose} />;
    case 'locked':
      return <Unlock place={state.place} keys={state.keys} picture={picture} onOpen={again} onClose={onClose} />;
    case 'open':
      return <Open vault={state.vault} picture={picture} onLocked={again} onClose={onClose} />;
    case 'offline':
    case 'failed':
      return (
        <Screen back={leave} picture={picture} title={m.vault_title()} ways={[leave]}>
          <Said>{state.kind === 'offline' ? m.vault_offline() : m.vault_failed()}</Said>
        </Screen>
      );
    case 'refused':
      return (
        <Screen back={leave} picture={picture} title={m.vault_title()} ways={[leave]}>
          <Said>{refusalWords[state.why]()}</Said>
        </Screen>
      );
  }
};
