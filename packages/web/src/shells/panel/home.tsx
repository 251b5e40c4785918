import { Idle, type IdleProps } from '../../features/recovery/panel/idle.tsx';
import { m } from '../../generated/messages/messages.js';
import { CornerMenu } from './corner-menu.tsx';
import { Doors } from './doors.tsx';
import type { RoomId } from './rooms.ts';

export interface HomeProps extends Omit<IdleProps, 'onAsk' | 'menu' | 'doors'> {
  readonly onOpen: (room: RoomId) => void;
  readonly onPhrases: () => void;
  /** Shows the first run again. */
  readonly onIntro: () => void;
}

/** The screen between calls, with the doors to all rooms. */
export const Home = ({ onOpen, onPhrases, onIntro, ...idle }: HomeProps) => (
  <Idle
    {...idle}
    onAsk={() => onOpen('debrief')}
    menu={
      <CornerMenu
        items={[
          { label: m.vault_title(), onTake: () => onOpen('vault') },
          { label: m.panel_settings(), onTake: () => onOpen('settings') },
          { label: m.intro_open(), onTake: onIntro },
        ]}
      />
    }
    doors={<Doors view={idle.view} onOpen={onOpen} onPhrases={onPhrases} />}
  />
);
