import type { RequestForMe } from '@onhook/contract';
import { useServerNow } from '../../../api/server-clock.ts';
import { Away, NotAllowed } from '../../../design/app/message.tsx';
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

/** What has to be done first; what was answered stays for the day, longer with notes, and for the day it is come back to. */
const inOrder = (requests: readonly RequestForMe[], now: number): RequestForMe[] =>
  requests
    .filter(({ state, askedAt, gifts, notes, followUpAt }) => {
      const isNear = askedAt > now - dayMs || gifts.some((gift) => gift.state === 'on') || (followUpAt !== null && followUpAt > now - dayMs);
      return state === 'asked' || notes.length > 0 || isNear;
    })
    .toSorted((a, b) => Number(b.state === 'asked') - Number(a.state === 'asked') || a.askedAt - b.askedAt);

/** Who of one's teams asked for something, and what can be done about it at once. */
const Debrief = () => {
  const known = useDebrief(true);
  const now = useServerNow(10_000);
  switch (known.kind) {
    case 'opening':
      return (
        <Page title={m.debrief_lead_title()}>
          <Loading label={m.debrief_lead_opening()} />
        </Page>
      );
    case 'not':
      return known.why.kind === 'refused' && known.why.error === 'not-allowed' ? <NotAllowed /> : <Away onRetry={known.retry} />;
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
