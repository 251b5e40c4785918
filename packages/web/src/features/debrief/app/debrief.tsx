import type { RequestForMe } from '@onhook/contract';
import { useServerNow } from '../../../api/server-clock.ts';
import { ServerUnavailable, NotAllowed } from '../../../design/app/message.tsx';
import { Page } from '../../../design/app/page.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Empty } from '../../../design/empty.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './debrief.module.css';
import { useDebrief } from './feed.ts';
import { Guide } from './guide.tsx';
import { Request } from './request.tsx';
import { Sealed } from './sealed.tsx';

const dayMs = 24 * 3_600_000;

/**
 * Open requests first, then the answered ones that are still listed: those from the last day, with notes, with a running time grant,
 * or with a follow-up that is due or less than a day past.
 */
const inOrder = (requests: readonly RequestForMe[], now: number): RequestForMe[] =>
  requests
    .filter(({ state, askedAt, gifts, notes, followUpAt }) => {
      const isNear = askedAt > now - dayMs || gifts.some((gift) => gift.state === 'on') || (followUpAt !== null && followUpAt > now - dayMs);
      return state === 'asked' || notes.length > 0 || isNear;
    })
    .toSorted((a, b) => Number(b.state === 'asked') - Number(a.state === 'asked') || a.askedAt - b.askedAt);

/** Lead's list of requests from their teams, each with the actions that can be taken at once. */
const Debrief = () => {
  const known = useDebrief();
  const now = useServerNow(10_000);
  switch (known.kind) {
    case 'opening':
      return (
        <Page title={m.debrief_lead_title()}>
          <Loading label={m.debrief_lead_opening()} />
        </Page>
      );
    case 'not':
      return known.why.kind === 'refused' && known.why.error === 'not-allowed' ? <NotAllowed /> : <ServerUnavailable onRetry={known.retry} />;
    case 'known': {
      const requests = inOrder(known.debrief.forMe, now);
      return (
        <Page title={m.debrief_lead_title()} width="narrow">
          {requests.length === 0 ? (
            <Empty title={m.debrief_lead_none()} text={m.debrief_lead_none_text()} />
          ) : (
            <div className={css.list}>
              {requests.map((request) => (
                <Request key={request.request} request={request} now={now} sealed={request.share !== null && <Sealed request={request} />} />
              ))}
            </div>
          )}
          <Guide />
        </Page>
      );
    }
  }
};
export default Debrief;
