import type { OwnRequest, RequestForMe } from '@onhook/contract';
import { useEffect } from 'react';
import { asksWords } from '../shared/words.ts';
import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import type { Announce } from '../../../design/panel/announce.ts';
import css from './debrief.module.css';
import { statusWords } from './words.ts';

export interface DebriefNoticeProps {
  readonly news: RequestForMe | OwnRequest;
  readonly announce: Announce;
  readonly onLook: () => void;
}

/** Notice between calls: a request from a colleague, or the state of the agent's own request. */
export const DebriefNotice = ({ news, announce, onLook }: DebriefNoticeProps) => {
  const words = 'from' in news ? asksWords(news) : (statusWords(news).at(-1) ?? '');
  useEffect(() => {
    announce(words, 'heard');
    return () => announce('', 'heard');
  }, [words, announce]);
  return (
    <section className={css.notice}>
      <p>{words}</p>
      <Button kind="quiet" onClick={onLook}>
        {m.debrief_look()}
      </Button>
    </section>
  );
};
