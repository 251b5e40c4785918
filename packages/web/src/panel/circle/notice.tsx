import { Button } from '../../design/button.tsx';
import { m } from '../../generated/messages/messages.js';
import type { Say } from '../say.ts';
import { actInCircle } from './act.ts';
import css from './circle.module.css';
import { useCircle } from './feed.ts';
import { placeOf } from './words.ts';

export interface NoticeProps {
  readonly say: Say;
  readonly onLook: () => void;
}

/** What colleagues ask, between calls: quiet, below everything that is the agent's own. */
export const Notice = ({ say, onLook }: NoticeProps) => {
  const { circle } = useCircle(false);
  if (!circle) return null;
  const { wordForMe, askingMe } = circle;
  const [asker] = askingMe;

  if (wordForMe) {
    const { word, from, place, state } = wordForMe;
    const answer = (answer_: 'yes' | 'not-now'): void =>
      void actInCircle('POST /api/words/:word/answer', { params: { word }, body: { answer: answer_ } }).then((said) => say(said));
    return (
      <section className={css.notice} aria-live="polite">
        <p className={css.asked}>
          {state === 'yes' ? m.circle_word_said_yes({ name: from.name }) : m.circle_word_asked({ name: from.name })}{' '}
          {placeOf[place]({ name: from.name })}
        </p>
        {state === 'asked' && (
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
  }
  return asker ? (
    <section className={css.notice} aria-live="polite">
      <p>{askingMe.length === 1 ? m.circle_notice_ask({ name: asker.name }) : m.circle_notice_more({ n: askingMe.length })}</p>
      <Button kind="quiet" {...(css.look && { className: css.look })} onClick={onLook}>
        {m.circle_notice_look()}
      </Button>
    </section>
  ) : null;
};
