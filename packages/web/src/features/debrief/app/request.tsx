import type { RequestForMe } from '@onhook/contract';
import { type ReactNode, useEffect, useId } from 'react';
import { useFormats, useSession } from '../../../api/app/session.ts';
import { AgentState, type AgentOnBoard } from '../../board/app/index.ts';
import { wishOnCard } from './wish-words.ts';
import { Button } from '../../../design/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../design/menu.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './debrief.module.css';
import { act } from './feed.ts';
import { giftItems, startWords, whyNoGift, wishedGift } from './gifts.ts';
import { useEvent } from '../../../design/use-event.ts';
import { namesOf } from './names.ts';
import { type RequestActs } from './use-request-acts.ts';

const quarterMs = 15 * 60_000;

interface Props {
  readonly request: RequestForMe;
  readonly now: number;
  /** The asker as the phone system shows them; null when they aren't on the board of this person. */
  readonly agent: AgentOnBoard | null;
  readonly acts: RequestActs;
  /** Content shown where the sealed question can be read. */
  readonly sealed: ReactNode;
}

/** A request that waits for an answer: the asker, their phone, the wish as the first button, and what follows from each choice. */
export const Request = ({ request, now, agent, acts, sealed }: Props) => {
  const formats = useFormats();
  const id = useId();
  const { timezone } = useSession().centre;
  const { busy, problem, answer, give } = acts;
  const { from, wish, mayGive, next, dueAt, queues } = request;
  const { name } = from;
  const params = { request: request.request };

  const unseen = request.seenAt === null;
  const reportSeen = useEvent(() => void act('POST /api/debrief/requests/:request/seen', { params }));
  useEffect(() => {
    if (unseen) reportSeen();
  }, [unseen, reportSeen]);

  const wished = mayGive ? wishedGift(wish, now, timezone, formats) : null;
  const tenMinutes = mayGive && !wished && wish.kind === 'word' ? wishedGift({ kind: 'space', space: 'ten-minutes' }, now, timezone, formats) : null;
  const first = wished ?? tenMinutes;
  const noGift = mayGive ? whyNoGift(agent, name) : null;
  const others = mayGive ? giftItems(queues).filter(({ key }) => key !== first?.key) : [];
  const names = namesOf(next.map((one) => one.name));
  const how = { first: '', 'stand-in': m.debrief_lead_stand_in(), 'other-leads': m.debrief_lead_other() }[request.round];
  const coming = (
    <Button kind={wished && noGift === null ? 'plain' : 'main'} disabled={busy} aria-label={m.debrief_for({ what: m.debrief_say_coming(), name })} onClick={() => answer({ kind: 'coming' })}>
      {m.debrief_say_coming()}
    </Button>
  );
  const gift = first && (
    <Button
      kind={wished && noGift === null ? 'main' : 'plain'}
      disabled={busy}
      aria-disabled={noGift !== null}
      aria-describedby={`${id}-then`}
      aria-label={m.debrief_for({ what: first.label, name })}
      onClick={() => noGift === null && give(first.what)}
    >
      {first.label}
    </Button>
  );
  return (
    <article className={css.request} aria-labelledby={`${id}-name ${id}-wish`}>
      <header className={css.top}>
        <h2 id={`${id}-name`} className={css.name}>
          {name}
        </h2>
        {agent && (
          <p className={css.state}>
            <AgentState agent={agent} now={now} />
          </p>
        )}
        <p className={css.when}>{m.debrief_lead_asked_at({ time: formats.when(request.askedAt, now) })}</p>
      </header>
      <p id={`${id}-wish`}>{wishOnCard(wish)}</p>
      {how && <p className={css.when}>{how}</p>}
      {sealed}
      {wish.kind !== 'view' && (
        <div className={css.ways}>
          {wished ? gift : coming}
          {wished ? coming : gift}
          <Button
            disabled={busy}
            aria-label={m.debrief_for({ what: m.debrief_say_later(), name })}
            onClick={() => answer({ kind: 'at', at: Math.round((now + quarterMs) / 60_000) * 60_000 })}
          >
            {m.debrief_say_later()}
          </Button>
          <Menu label={m.debrief_for({ what: m.debrief_more(), name })} face={m.debrief_more()} align="start">
            {others.map(({ key, label, detail, what }) => (
              <MenuItem key={key} disabled={noGift !== null} detail={detail} onTake={() => give(what)}>
                {label}
              </MenuItem>
            ))}
            {others.length > 0 && <MenuSeparator />}
            <MenuItem detail={names === '' ? undefined : m.debrief_asks_next({ names })} onTake={() => answer({ kind: 'cannot' })}>
              {m.debrief_say_cannot()}
            </MenuItem>
          </Menu>
        </div>
      )}
      <div id={`${id}-then`} className={css.then}>
        {noGift !== null ? <p className={css.cannot}>{noGift}</p> : wished && agent && <p>{startWords(agent, name)}</p>}
        {dueAt !== null && (
          <p>{names === '' ? m.debrief_lead_next_none({ time: formats.when(dueAt, now) }) : m.debrief_lead_next({ time: formats.when(dueAt, now), names })}</p>
        )}
      </div>
      <p role="alert" className={css.problem}>
        {problem}
      </p>
    </article>
  );
};
