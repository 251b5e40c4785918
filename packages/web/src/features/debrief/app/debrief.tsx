import type { RequestForMe } from '@onhook/contract';
import { useServerNow } from '../../../api/server-clock.ts';
import { ServerUnavailable, NotAllowed } from '../../../design/app/message.tsx';
import { Page } from '../../../design/app/page.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Empty } from '../../../design/empty.tsx';
import { m } from '../../../generated/messages/messages.js';
import { type AgentOnBoard, agentsOn, useFeed } from '../../board/app/index.ts';
import { Answered } from './answered.tsx';
import css from './debrief.module.css';
import { useDebrief } from './feed.ts';
import { Guide } from './guide.tsx';
import { Request } from './request.tsx';
import { Sealed } from './sealed.tsx';
import { useRequestActs } from './use-request-acts.ts';

const dayMs = 24 * 3_600_000;

/** Answered requests that are still listed: those from the last day, with notes, with a running gift, or with a talk that is due or less than a day past. */
const answeredOf = (requests: readonly RequestForMe[], now: number): RequestForMe[] =>
  requests
    .filter(({ state, askedAt, gifts, notes, followUpAt }) => {
      const isNear = askedAt > now - dayMs || gifts.some((gift) => gift.state === 'on') || (followUpAt !== null && followUpAt > now - dayMs);
      return state !== 'asked' && (notes.length > 0 || isNear);
    })
    .toSorted((a, b) => a.askedAt - b.askedAt);

interface ItemProps {
  readonly request: RequestForMe;
  readonly now: number;
  readonly agent: AgentOnBoard | null;
}

/** A request before or after its answer. Its actions outlive the change from one to the other. */
const Item = ({ request, now, agent }: ItemProps) => {
  const acts = useRequestActs(request.request);
  const Shown = request.state === 'asked' ? Request : Answered;
  return <Shown request={request} now={now} agent={agent} acts={acts} sealed={request.share !== null && <Sealed request={request} />} />;
};

/** Lead's list of requests from their teams, each with the actions that can be taken at once, and the guide for the talk. */
const Debrief = () => {
  const known = useDebrief();
  const agents = agentsOn(useFeed());
  const now = useServerNow(10_000);
  switch (known.kind) {
    case 'opening':
      return (
        <Page title={m.debrief_room()}>
          <Loading label={m.debrief_lead_opening()} />
        </Page>
      );
    case 'not':
      return known.why.kind === 'refused' && known.why.error === 'not-allowed' ? <NotAllowed /> : <ServerUnavailable onRetry={known.retry} />;
    case 'known': {
      const { forMe } = known.debrief;
      const open = forMe.filter(({ state }) => state === 'asked').toSorted((a, b) => a.askedAt - b.askedAt);
      const answered = answeredOf(forMe, now);
      const item = (request: RequestForMe) => <Item key={request.request} request={request} now={now} agent={agents.get(request.from.person) ?? null} />;
      return (
        <Page title={m.debrief_room()} beside={open.length > 0 && <p className={css.beside}>{m.shell_waiting({ n: open.length })}</p>}>
          <div className={css.room}>
            <div className={css.list}>
              {open.map(item)}
              {open.length === 0 && <Empty title={m.debrief_lead_none()} text={m.debrief_lead_none_text()} />}
              {answered.length > 0 && (
                <section className={css.past} aria-labelledby="answered">
                  <h2 id="answered" className={css.pastName}>
                    {m.debrief_answered()}
                  </h2>
                  {answered.map(item)}
                </section>
              )}
            </div>
            <Guide />
          </div>
        </Page>
      );
    }
  }
};
export default Debrief;
