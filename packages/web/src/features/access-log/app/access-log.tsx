import type { Look } from '@onhook/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../../design/button.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import { ask } from '../../../api/ask.ts';
import css from './access-log.module.css';
import { RouteError } from '../../../api/app/route-error.tsx';
import { Page } from '../../../design/app/page.tsx';
import { useFormats } from '../../../api/app/session.ts';
import { whoOf } from './who.ts';

const deeds: Readonly<Record<Look['deed'], () => string>> = {
  'line-matched': m.looks_line_matched,
  'line-released': m.looks_line_released,
  'person-changed': m.looks_person_changed,
  'link-made': m.looks_link_made,
  'all-copied': m.looks_all_copied,
  'incident-opened': m.looks_incident_opened,
  'incident-taken': m.looks_incident_taken,
  'incident-duty': m.looks_incident_duty,
  'incident-customer': m.looks_incident_customer,
  'person-erased': m.looks_person_erased,
  'people-imported': m.looks_people_imported,
  'directory-changed': m.looks_directory_changed,
  'provider-changed': m.looks_provider_changed,
  'team-changed': m.looks_team_changed,
  'share-opened': m.looks_share_opened,
  retained: m.looks_retained,
  'time-given': m.looks_time_given,
  'schedule-taken': m.looks_schedule_taken,
  'policy-changed': m.looks_policy_changed,
  'data-exported': m.looks_data_exported,
  'log-taken': m.looks_log_taken,
};

const Entry = ({ look, now }: { readonly look: Look; readonly now: number }) => {
  const formats = useFormats();
  return (
    <li className={css.entry}>
      <p className={css.deed}>{deeds[look.deed]()}</p>
      <p className={css.who}>
        {whoOf(look)} · <time dateTime={new Date(look.at).toISOString()}>{formats.when(look.at, now)}</time>
      </p>
    </li>
  );
};

/** Lists what other people have done with the signed-in person's data. */
const AccessLog = () => {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['looks'],
    queryFn: ({ pageParam }) => ask('GET /api/looks', { query: pageParam === null ? {} : { before: String(pageParam) } }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
  if (error && !data) return <RouteError error={error} reset={() => void refetch()} />;
  const entries = data?.pages.flatMap((page) => page.looks) ?? [];
  const now = data?.pages[0]?.serverNow ?? 0;
  return (
    <Page title={m.looks_title()} width="narrow">
      <p className={css.intro}>{m.looks_intro()}</p>
      {!data && <Loading label={m.shell_loading()} />}
      {data && entries.length === 0 && <p className={css.none}>{m.looks_none()}</p>}
      {entries.length > 0 && (
        <div className={css.list}>
          <Rows>
            {entries.map((look) => (
              <Entry key={look.seq} look={look} now={now} />
            ))}
          </Rows>
        </div>
      )}
      {hasNextPage && (
        <Button kind="quiet" aria-disabled={isFetchingNextPage} onClick={() => !isFetchingNextPage && void fetchNextPage()}>
          {m.looks_older()}
        </Button>
      )}
      <h2 className={css.heading}>{m.looks_not_listed()}</h2>
      <p className={css.text}>{m.looks_not_listed_text()}</p>
    </Page>
  );
};
export default AccessLog;
