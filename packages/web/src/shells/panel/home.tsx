import { useState } from 'react';
import { isIntroduced, noteIntroduced } from '../../features/intro/panel/introduced.ts';
import type { IntroProps } from '../../features/intro/panel/room.tsx';
import { useRoom } from '../../design/panel/use-room.ts';
import { oneMoment } from '../../features/recovery/panel/one-moment.tsx';
import { Idle, type IdleProps } from '../../features/recovery/panel/idle.tsx';
import { m } from '../../generated/messages/messages.js';
import { CornerMenu } from './corner-menu.tsx';
import { Doors } from './doors.tsx';
import type { RoomId } from './rooms.ts';

export interface HomeProps extends Omit<IdleProps, 'onAsk' | 'menu' | 'doors'> {
  readonly onOpen: (room: RoomId) => void;
  readonly onPhrases: () => void;
}

/** The screen between calls, with links to all rooms. Before its first use it shows the introduction. */
export const Home = ({ onOpen, onPhrases, ...idle }: HomeProps) => {
  const { view, width } = idle;
  const { person } = view.person;
  const [introduced, setIntroduced] = useState(() => isIntroduced(person));
  // If the introduction cannot be loaded, for example without a connection, the panel continues without it.
  const Intro = useRoom<IntroProps>(async () => (await import('../../features/intro/panel/room.tsx')).Intro, !introduced, () => setIntroduced(true));
  const leaveIntro = (next: RoomId | null): void => {
    noteIntroduced(person);
    setIntroduced(true);
    if (next) onOpen(next);
  };
  if (!introduced) return Intro ? <Intro view={view} width={width} onClose={() => leaveIntro(null)} onVault={() => leaveIntro('vault')} /> : oneMoment(width);
  return (
    <Idle
      {...idle}
      onAsk={() => onOpen('debrief')}
      menu={
        <CornerMenu
          items={[
            { label: m.vault_title(), onTake: () => onOpen('vault') },
            { label: m.panel_settings(), onTake: () => onOpen('settings') },
            { label: m.intro_open(), onTake: () => setIntroduced(false) },
          ]}
        />
      }
      doors={<Doors view={view} onOpen={onOpen} onPhrases={onPhrases} />}
    />
  );
};
