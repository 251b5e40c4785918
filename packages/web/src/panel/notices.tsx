import { isAsked, useCircle } from './circle/feed.ts';
import { Notice } from './circle/notice.tsx';
import { newsOf, useDebrief } from './debrief/feed.ts';
import { DebriefNotice } from './debrief/notice.tsx';
import { openAt } from './library/place.ts';
import type { RoomId } from './rooms.ts';
import type { Say } from './say.ts';
import { VaultNotice } from './vault/notice.tsx';

export interface NoticesProps {
  readonly person: string;
  readonly say: Say;
  readonly onOpen: (room: RoomId) => void;
}

/** What is said quietly between calls, below everything that is the agent's own. */
export const Notices = ({ person, say, onOpen }: NoticesProps) => {
  const { circle } = useCircle('once');
  const { debrief } = useDebrief();
  const news = debrief && newsOf(debrief);
  return (
    <>
      {news && <DebriefNotice news={news} say={say} onLook={() => onOpen('debrief')} />}
      {circle && isAsked(circle) && (
        <Notice
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
