import type { AuditAction, AuditLogEntry } from '@onhook/contract';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide';
import { useState } from 'react';
import { RouteError } from '../../../api/app/route-error.tsx';
import { useFormats } from '../../../api/app/session.ts';
import { ask } from '../../../api/ask.ts';
import { serverClock } from '../../../api/server-clock.ts';
import { Filter } from '../../../design/app/filters.tsx';
import { Page } from '../../../design/app/page.tsx';
import { Table, type TableColumn, tableRow } from '../../../design/app/table.tsx';
import { Button } from '../../../design/button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { Loading } from '../../../design/loading.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './audit-log.module.css';
import { whoOf } from './who.ts';

const deedNames: Readonly<Record<AuditAction, () => string>> = {
  'line-matched': m.audit_line_matched,
  'line-released': m.audit_line_released,
  'person-changed': m.audit_person_changed,
  'link-made': m.audit_link_made,
  'all-copied': m.audit_all_copied,
  'incident-opened': m.audit_incident_opened,
  'incident-taken': m.audit_incident_taken,
  'incident-duty': m.audit_incident_duty,
  'incident-customer': m.audit_incident_customer,
  'person-erased': m.audit_person_erased,
  'people-imported': m.audit_people_imported,
  'directory-changed': m.audit_directory_changed,
  'provider-changed': m.audit_provider_changed,
  'team-changed': m.audit_team_changed,
  'share-opened': m.audit_share_opened,
  retained: m.audit_retained,
  'time-given': m.audit_time_given,
  'schedule-taken': m.audit_schedule_taken,
  'policy-changed': m.audit_policy_changed,
  'data-exported': m.audit_data_exported,
  'log-taken': m.looks_log_taken,
};
const deedList = Object.keys(deedNames) as AuditAction[];

const dayMs = 86_400_000;
const periods = ['', 'day', 'week', 'month'] as const;
type Period = (typeof periods)[number];
const periodMs: Readonly<Record<Exclude<Period, ''>, number>> = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs };
const periodNames: Readonly<Record<Period, () => string>> = { '': m.audit_any_time, day: m.audit_last_day, week: m.audit_last_week, month: m.audit_last_month };

interface Filters {
  readonly by: string;
  readonly about: string;
  readonly deed: AuditAction | '';
  readonly period: Period;
}

/** Query of the filters; the start of a period is a whole minute, so that it stays the same while the page is read. */
const queryOf = ({ by, about, deed, period }: Filters): Record<string, string> => ({
  ...(by && { by }),
  ...(about && { about }),
  ...(deed && { deed }),
  ...(period && { fromAt: String(Math.floor((serverClock.now() - periodMs[period]) / 60_000) * 60_000) }),
});

const whose = ({ about }: AuditLogEntry): string => {
  switch (about.kind) {
    case 'person':
      return about.name;
    case 'everybody':
      return m.audit_everybody();
    case 'hidden':
      return m.audit_hidden();
    case 'gone':
      return m.audit_gone();
  }
};

const columns = (): readonly TableColumn<'when' | 'who' | 'what' | 'whose'>[] => [
  { id: 'when', label: m.audit_when(), width: '9rem' },
  { id: 'who', label: m.audit_who() },
  { id: 'what', label: m.audit_what() },
  { id: 'whose', label: m.audit_whose() },
];

const Row = ({ entry, now }: { readonly entry: AuditLogEntry; readonly now: number }) => {
  const formats = useFormats();
  return (
    <tr role="row" className={tableRow.row}>
      <td role="cell" className={tableRow.quiet}>
        <time dateTime={new Date(entry.at).toISOString()}>{formats.when(entry.at, now)}</time>
      </td>
      <td role="cell">{whoOf(entry)}</td>
      <td role="cell" className={tableRow.strong}>
        {deedNames[entry.deed]()}
      </td>
      <td role="cell" className={entry.about.kind === 'person' ? undefined : tableRow.quiet}>
        {whose(entry)}
      </td>
    </tr>
  );
};

/** The audit log of the centre, for administrators: filtered, a page at a time, and as a file. */
const AuditLog = () => {
  const [filters, setFilters] = useState<Filters>({ by: '', about: '', deed: '', period: '' });
  const [query, setQuery] = useState<Record<string, string>>({});
  const { data: people } = useQuery({ queryKey: ['people'], queryFn: () => ask('GET /api/people') });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam }) => ask('GET /api/audit', { query: pageParam === null ? query : { ...query, before: String(pageParam) } }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  if (error && !data) return <RouteError error={error} reset={() => void refetch()} />;
  const change = (changed: Partial<Filters>): void => {
    const next = { ...filters, ...changed };
    setFilters(next);
    setQuery(queryOf(next));
  };
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const now = data?.pages[0]?.serverNow ?? 0;
  const names = people?.people.map(({ person, name }) => ({ id: person, label: name })) ?? [];
  const file = new URLSearchParams(query).toString();
  return (
    <Page
      title={m.audit_title()}
      beside={
        <a className={css.file} href={`/api/audit/file${file && `?${file}`}`} download="audit-log.csv">
          <Icon of={Download} size="1.1em" />
          {m.audit_file()}
        </a>
      }
    >
      <p className={css.text}>{m.audit_text()}</p>
      <search className={css.filters}>
        <Filter label={m.audit_who()} options={[{ id: '', label: m.audit_any_who() }, ...names]} chosen={filters.by} onChoose={(by) => change({ by })} />
        <Filter
          label={m.audit_what()}
          options={[{ id: '', label: m.audit_any_what() }, ...deedList.map((deed) => ({ id: deed, label: deedNames[deed]() }))]}
          chosen={filters.deed}
          onChoose={(deed) => change({ deed })}
        />
        <Filter label={m.audit_whose()} options={[{ id: '', label: m.audit_any_whose() }, ...names]} chosen={filters.about} onChoose={(about) => change({ about })} />
        <Filter
          label={m.audit_when()}
          options={periods.map((period) => ({ id: period, label: periodNames[period]() }))}
          chosen={filters.period}
          onChoose={(period) => change({ period })}
        />
      </search>
      {!data && <Loading label={m.audit_opening()} />}
      <div role="status">{data && entries.length === 0 && <p className={css.none}>{m.audit_none()}</p>}</div>
      {entries.length > 0 && (
        <Table label={m.audit_title()} columns={columns()}>
          {entries.map((entry) => (
            <Row key={entry.seq} entry={entry} now={now} />
          ))}
        </Table>
      )}
      {hasNextPage && (
        <Button className={css.more} aria-disabled={isFetchingNextPage} onClick={() => !isFetchingNextPage && void fetchNextPage()}>
          {m.looks_older()}
        </Button>
      )}
    </Page>
  );
};
export default AuditLog;
