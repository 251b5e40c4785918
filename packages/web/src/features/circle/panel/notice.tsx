import type { CircleView } from '@onhook/contract';
import { useEffect } from 'react';
import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import type { Announce } from '../../../design/panel/announce.ts';
import { problemOf } from '../../../api/panel/problem.ts';
import { actInCircle } from './act.ts';
import css from './circle.module.css';
import { placeOf } from './words.ts';

export interface NoticeProps {
  readonly circle: CircleView;
  readonly announce: Announce;
  readonly onLook: () => void;
}

const wordsOf = ({ wordForMe, askingMe }: CircleView): string => {
  if (wordForMe) {
    const { name } = wordForMe.from;
    const sentence = wordForMe.state === 'yes' ? m.circle_word_said_yes({ name }) : m.circle_word_asked({ name });
    return `${sentence} ${placeOf[wordForMe.place]({ name })}`;
  }
  const [asker] = askingMe;
  if (!asker) return '';
  return askingMe.length === 1 ? m.circle_notice_ask({ name: asker.name }) : m.circle_notice_more({ n: askingMe.length });
};

/** Quiet notice of colleagues' requests between calls, below all of the agent's own matters. */
export const CircleNotice = ({ circle, announce, onLook }: NoticeProps) => {
  const words = wordsOf(circle);
  // Clears a request that has ended, so that it is neither read nor announced again after a call.
  useEffect(() => {
    if (words) announce(words, 'heard');
    return () => {
      if (words) announce('', 'heard');
    };
  }, [words, announce]);
  if (!words) return null;

  const { wordForMe } = circle;
  if (!wordForMe)
    return (
      <section className={css.notice}>
        <p>{words}</p>
        <Button kind="quiet" {...(css.look && { className: css.look })} onClick={onLook}>
          {m.circle_notice_look()}
        </Button>
      </section>
    );
  const answer = (given: 'yes' | 'not-now'): void => {
    const input = { params: { word: wordForMe.word }, body: { answer: given } };
    void actInCircle('POST /api/words/:word/answer', input).then((result) => announce(problemOf(result)));
  };
  return (
    <section className={css.notice}>
      <p className={css.asked}>{words}</p>
      {wordForMe.state === 'asked' && (
        <div className={css.answers}>
          <Button onClick={() => answer('yes')}>{m.circle_word_yes()}</Button>
          <Button kind="quiet" onClick={() => answer('not-now')}>
            {m.circle_word_not_now()}
          </Button>
        </div>
      )}
      <p className={css.small}>{m.circle_word_line()}</p>
    </section>
  );
};
