import { isAsked, useCircle } from '../../features/circle/panel/feed.ts';
import { CircleNotice } from '../../features/circle/panel/notice.tsx';
import { newsOf, useOwnDebrief } from '../../features/debrief/panel/feed.ts';
import { DebriefNotice } from '../../features/debrief/panel/notice.tsx';
import { openAt } from '../../features/library/panel/view.ts';
import type { RoomId } from './rooms.ts';
import type { Announce } from '../../design/panel/announce.ts';
import { VaultNotice } from '../../features/vault/panel/notice.tsx';

export interface NoticesProps {
  readonly person: string;
  readonly announce: Announce;
  readonly onOpen: (room: RoomId) => void;
}

/** Notices between calls, below the agent's own content. */
export const Notices = ({ person, announce, onOpen }: NoticesProps) => {
  const { circle } = useCircle('once');
  const { debrief } = useOwnDebrief();
  const news = debrief && newsOf(debrief);
  return (
    <>
      {news && <DebriefNotice news={news} announce={announce} onLook={() => onOpen('debrief')} />}
      {circle && isAsked(circle) && (
        <CircleNotice
          circle={circle}
          announce={announce}
          onLook={() => {
            openAt({ kind: 'circle' });
            onOpen('library');
          }}
        />
      )}
      <VaultNotice person={person} onOpen={() => onOpen('vault')} />
    </>
  );
};
