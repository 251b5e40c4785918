import type { Result } from '../../../api/result.ts';
import type { Given, RequestForMe } from '@onhook/contract';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useFormats, useSession } from '../../../api/app/session.ts';
import { asksWords } from '../shared/words.ts';
import { Button } from '../../../design/button.tsx';
import { Notice } from '../../../design/notice.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './debrief.module.css';
import { act } from './feed.ts';
import { Notes } from './notes.tsx';
import { useEvent } from '../../../design/use-event.ts';

const dayMs = 24 * 3_600_000;
const quarterMs = 15 * 60_000;
const breaks = [10, 20, 30];

interface Props {
  readonly request: RequestForMe;
  readonly now: number;
  /** Content shown where the sealed question can be read. */
  readonly sealed: ReactNode;
}

/** Shows one request with its asker, and offers answers, time grants and a date for a follow-up. */
export const Request = ({ request, now, sealed }: Props) => {
  const formats = useFormats();
  const id = useId();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const [undone, setUndone] = useState<object | null>(null);
  const [isReading, setReading] = useState(false);
  const me = useSession().person.person;
  const { from, state, answer, answeredBy, gifts, wish, followUpAt, notes } = request;
  const { name } = from;
  const params = { request: request.request };
  const isOpen = state === 'asked';
  const isTalk = state === 'answered' && answeredBy?.person === me;

  const unseen = isOpen && request.seenAt === null;
  const reportSeen = useEvent(() => void act('POST /api/debrief/requests/:request/seen', { params }));
  useEffect(() => {
    if (unseen) reportSeen();
  }, [unseen, reportSeen]);

  const once = async (doing: () => Promise<Result<unknown>>): Promise<boolean> => {
    setBusy(true);
    const { kind } = await doing();
    setProblem(kind === 'ok' ? '' : kind === 'offline' ? m.debrief_lead_offline() : m.debrief_lead_failed());
    setBusy(false);
    return kind === 'ok';
  };
  const answerWith = (given: { kind: 'coming' } | { kind: 'cannot' } | { kind: 'at'; at: number }): void =>
    void once(() => act('POST /api/debrief/requests/:request/answer', { params, body: { answer: given } }));
  const give = (what: Given): void => {
    setUndone(null);
    void once(() => act('POST /api/debrief/requests/:request/gifts', { params, body: { gift: crypto.randomUUID(), what } }));
  };
  const takeBack = async (gift: string): Promise<void> => {
    if (await once(() => act('DELETE /api/debrief/gifts/:gift', { params: { gift } }))) setUndone({});
  };
  const comeBack = (at: number | null): void => void once(() => act('POST /api/debrief/requests/:request/follow-up', { params, body: { at } }));

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
  const how = {
    first: '',
    'stand-in': m.debrief_lead_stand_in(),
    'other-leads': m.debrief_lead_other(),
  }[request.round];

  return (
    <article className={css.request} data-open={isOpen} aria-labelledby={id}>
      <h2 id={id} className={css.who}>
        {asksWords(request)}
      </h2>
      <p className={css.when}>
        {m.debrief_lead_asked_at({ time: formats.when(request.askedAt, now) })}
        {isOpen && request.dueAt !== null && ` · ${m.debrief_lead_next_at({ time: formats.when(request.dueAt, now) })}`}
        {how && ` · ${how}`}
      </p>
      {!isOpen && <p className={css.said}>{answerText()}</p>}
      {sealed}
      {isOpen && wish.kind !== 'view' && (
        <div className={css.ways}>
          <Button disabled={busy} onClick={() => answerWith({ kind: 'coming' })}>
            {m.debrief_say_coming()}
          </Button>
          <Button disabled={busy} onClick={() => answerWith({ kind: 'at', at: Math.round((now + quarterMs) / 60_000) * 60_000 })}>
            {m.debrief_say_later()}
          </Button>
          <Button kind="quiet" disabled={busy} onClick={() => answerWith({ kind: 'cannot' })}>
            {m.debrief_say_cannot()}
          </Button>
        </div>
      )}
      {request.mayGive && state !== 'unanswered' && (
        <fieldset className={css.give} disabled={busy}>
          <legend className={css.label}>{m.debrief_lead_give()}</legend>
          <div className={css.ways}>
            {breaks.map((minutes) => (
              <Button
                key={minutes}
                aria-label={m.debrief_lead_break_named({ name, minutes })}
                onClick={() => give({ kind: 'break', minutes })}
              >
                {m.debrief_lead_break({ minutes })}
              </Button>
            ))}
            <Button title={m.debrief_lead_step_away_how()} aria-label={m.debrief_lead_step_away_named({ name })} onClick={() => give({ kind: 'step-away' })}>
              {m.debrief_lead_step_away()}
            </Button>
            <Button title={m.debrief_lead_early_how()} aria-label={m.debrief_lead_early_named({ name })} onClick={() => give({ kind: 'early-finish' })}>
              {m.debrief_lead_early()}
            </Button>
            {request.queues.map((queue) => (
              <Button key={queue} aria-label={m.debrief_lead_queue_named({ queue, name })} onClick={() => give({ kind: 'off-queue', queue })}>
                {m.debrief_lead_queue({ queue })}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
      <div role="status" className={css.gifts}>
        {gifts
          .filter((gift) => gift.state === 'on' && gift.untilAt > now)
          .map((gift) => (
            <p key={gift.gift} className={css.gift}>
              {gift.queue === null
                ? m.debrief_lead_gave({ name, time: formats.when(gift.untilAt, now) })
                : m.debrief_lead_gave_queue({ name, queue: gift.queue, time: formats.when(gift.untilAt, now) })}{' '}
              <Button kind="quiet" disabled={busy} aria-label={m.debrief_lead_undo_named({ name })} onClick={() => void takeBack(gift.gift)}>
                {m.debrief_lead_undo()}
              </Button>
            </p>
          ))}
        {undone && <Notice of={undone}>{m.debrief_lead_undone({ name })}</Notice>}
      </div>
      {state === 'answered' && (
        <fieldset className={css.give} disabled={busy}>
          <legend className={css.label}>{m.debrief_lead_later()}</legend>
          {followUpAt !== null && <p className={css.said}>{m.debrief_follow_up({ date: formats.date(followUpAt) })}</p>}
          <div className={css.ways}>
            <Button onClick={() => comeBack(now + dayMs)}>{m.debrief_lead_tomorrow()}</Button>
            <Button onClick={() => comeBack(now + 7 * dayMs)}>{m.debrief_lead_week()}</Button>
            {followUpAt !== null && (
              <Button kind="quiet" onClick={() => comeBack(null)}>
                {m.debrief_lead_not_again()}
              </Button>
            )}
          </div>
          <p className={css.when}>{m.debrief_lead_both_see()}</p>
        </fieldset>
      )}
      {isTalk && (
        <details className={css.keeping} onToggle={({ currentTarget }) => setReading(currentTarget.open)}>
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
