import { isAsked, useCircle } from '../../features/circle/panel/feed.ts';
import { CircleNotice } from '../../features/circle/panel/notice.tsx';
import { newsOf, useOwnDebrief } from '../../features/debrief/panel/feed.ts';
import { DebriefNotice } from '../../features/debrief/panel/notice.tsx';
import { openAt } from '../../features/library/panel/view.ts';
import type { RoomId } from './rooms.ts';
import type { Say } from '../../design/panel/say.ts';
import { VaultNotice } from '../../features/vault/panel/notice.tsx';

export interface NoticesProps {
  readonly person: string;
  readonly say: Say;
  readonly onOpen: (room: RoomId) => void;
}

/** Quiet notices between calls, below the agent's own content. */
export const Notices = ({ person, say, onOpen }: NoticesProps) => {
  const { circle } = useCircle('once');
  const { debrief } = useOwnDebrief();
  const news = debrief && newsOf(debrief);
  return (
    <>
      {news && <DebriefNotice news={news} say={say} onLook={() => onOpen('debrief')} />}
      {circle && isAsked(circle) && (
        <CircleNotice
          circle={circle}
          say={say}
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
