import type { RequestForMe } from '@onhook/contract';
import { type ReactNode, useId, useState } from 'react';
import { useFormats, useSession } from '../../../api/app/session.ts';
import { wishOnCard } from './wish-words.ts';
import { Button } from '../../../design/button.tsx';
import { Menu, MenuItem } from '../../../design/menu.tsx';
import { Notice } from '../../../design/notice.tsx';
import { m } from '../../../generated/messages/messages.js';
import type { AgentOnBoard } from '../../board/app/index.ts';
import css from './debrief.module.css';
import { giftItems, whyNoGift } from './gifts.ts';
import { Notes } from './notes.tsx';
import type { RequestActs } from './use-request-acts.ts';

const dayMs = 24 * 3_600_000;

interface Props {
  readonly request: RequestForMe;
  readonly now: number;
  readonly agent: AgentOnBoard | null;
  readonly acts: RequestActs;
  readonly sealed: ReactNode;
}

/** A request that was answered, or that nobody answered: the answer, the time that was given, the next talk, and the notes. */
export const Answered = ({ request, now, agent, acts, sealed }: Props) => {
  const formats = useFormats();
  const id = useId();
  const me = useSession().person.person;
  const [undone, setUndone] = useState<object | null>(null);
  const [isReading, setReading] = useState(false);
  const { from: { name }, state, answer, answeredBy, gifts, wish, followUpAt, notes } = request;
  const { busy, problem, give, takeBack, talkAgain } = acts;
  const isTalk = state === 'answered' && answeredBy?.person === me;
  const noGift = whyNoGift(agent, name);

  const answerText = (): string => {
    if (state === 'unanswered') return m.debrief_lead_nobody();
    switch (answer?.kind) {
      case 'coming':
        return m.debrief_said_coming();
      case 'at':
        return m.debrief_said_at({ time: formats.time(answer.at) });
      case 'read':
        return m.debrief_said_read();
      case 'given':
        return m.debrief_said_given();
      default:
        return '';
    }
  };
  const giftText = ({ queue, fromAt, untilAt }: RequestForMe['gifts'][number]): string => {
    if (queue !== null) return m.debrief_lead_gave_queue({ name, queue, time: formats.when(untilAt, now) });
    const waitsFor = agent?.state === 'paused' && agent.backBy === null ? agent.reason : null;
    return waitsFor === null
      ? m.debrief_lead_gave({ name, time: formats.when(untilAt, now) })
      : m.debrief_lead_gave_waits({ minutes: formats.minutes(untilAt - fromAt), reason: waitsFor });
  };
  return (
    <article className={css.answered} aria-labelledby={`${id}-name ${id}-wish`}>
      <header className={css.top}>
        <h3 id={`${id}-name`} className={css.answeredName}>
          {name}
        </h3>
        <p>
          <span id={`${id}-wish`}>{wishOnCard(wish)}</span> <span className={css.when}>{answerText()}</span>
        </p>
        <p className={css.when}>{m.debrief_lead_asked_at({ time: formats.when(request.askedAt, now) })}</p>
      </header>
      {sealed}
      <div role="status" className={css.gifts}>
        {gifts
          .filter((gift) => gift.state === 'on' && gift.untilAt > now)
          .map((gift) => (
            <p key={gift.gift} className={css.gift}>
              {giftText(gift)}{' '}
              <Button
                kind="quiet"
                disabled={busy}
                aria-label={m.debrief_lead_undo_named({ name })}
                onClick={() => void takeBack(gift.gift).then((isBack) => isBack && setUndone({}))}
              >
                {m.debrief_lead_undo()}
              </Button>
            </p>
          ))}
        {undone && <Notice of={undone}>{m.debrief_lead_undone({ name })}</Notice>}
      </div>
      {state === 'answered' && (
        <fieldset className={css.again} disabled={busy}>
          <legend className={css.label}>{followUpAt === null ? m.debrief_lead_later() : m.debrief_follow_up({ date: formats.date(followUpAt) })}</legend>
          <Button title={m.debrief_lead_both_see()} onClick={() => talkAgain(now + dayMs)}>
            {m.debrief_lead_tomorrow()}
          </Button>
          <Button title={m.debrief_lead_both_see()} onClick={() => talkAgain(now + 7 * dayMs)}>
            {m.debrief_lead_week()}
          </Button>
          {followUpAt !== null && (
            <Button kind="quiet" onClick={() => talkAgain(null)}>
              {m.debrief_lead_not_again()}
            </Button>
          )}
          {request.mayGive && (
            <Menu label={m.debrief_for({ what: m.debrief_lead_give(), name })} face={m.debrief_lead_give()} align="start">
              {giftItems(request.queues).map(({ key, label, detail, what }) => (
                <MenuItem
                  key={key}
                  disabled={noGift !== null}
                  detail={detail}
                  onTake={() => {
                    setUndone(null);
                    give(what);
                  }}
                >
                  {label}
                </MenuItem>
              ))}
            </Menu>
          )}
        </fieldset>
      )}
      {isTalk && (
        <details onToggle={({ currentTarget }) => setReading(currentTarget.open)}>
          <summary className={css.label}>{notes.length > 0 ? m.debrief_notes_n({ n: notes.length }) : m.debrief_notes()}</summary>
          {isReading && <Notes request={request} now={now} />}
        </details>
      )}
      <p role="alert" className={css.problem}>
        {problem}
      </p>
    </article>
  );
};
