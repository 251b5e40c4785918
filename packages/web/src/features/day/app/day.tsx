import type { DayView } from '@onhook/contract';
import { serviceLevel } from '@onhook/core/figures';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ask } from '../../../api/ask.ts';
import { RouteError } from '../../../api/app/route-error.tsx';
import { Page } from '../../../design/app/page.tsx';
import { useFormats, useSession } from '../../../api/app/session.ts';
import { shortcuts } from '../../../design/app/settings.ts';
import { useShortcut } from '../../../design/app/shortcut.ts';
import { useStore } from '../../../design/store.ts';
import { Loading } from '../../../design/loading.tsx';
import { m } from '../../../generated/messages/messages.js';
import { AxisLabels } from './axis-labels.tsx';
import css from './day.module.css';
import { DayTable } from './day-table.tsx';
import { areHardCallsShown, axis, sum, sumQueues } from './figures.ts';
import { HardChart } from './hard-chart.tsx';
import { LevelChart } from './level-chart.tsx';
import { RangFirst } from './rang-first.tsx';
import { PausedNow, RecoveryBar } from './recovery.tsx';
import { Switch, type ShowAs } from './switch.tsx';

const dayQuery = queryOptions({ queryKey: ['day'], queryFn: () => ask('GET /api/day'), refetchInterval: 30_000 });

const Levels = ({ day, starts }: { readonly day: DayView; readonly starts: readonly number[] }) => {
  const formats = useFormats();
  const all = sumQueues(day.queues);
  const total = sum(all);
  return (
    <section className={css.section} aria-labelledby="levels">
      <h2 id="levels" className={css.title}>
        {m.analyst_service_level()}
      </h2>
      <p className={css.text}>
        {m.analyst_service_level_text({
          seconds: formats.number(day.targetSeconds),
          share: formats.level(serviceLevel(total) ?? 0),
          shown: formats.number(total.answered + total.abandoned),
        })}{' '}
        {m.analyst_rounded()}
      </p>
      <h3 className={css.name}>{m.analyst_all_queues()}</h3>
      <LevelChart name={m.analyst_all_queues()} starts={starts} halfHours={all} size="large" />
      <ul className={css.queues}>
        {day.queues.map(({ queue, halfHours }) => (
          <li key={queue} className={css.queue}>
            <h3 className={css.name}>{queue}</h3>
            <LevelChart name={queue} starts={starts} halfHours={halfHours} size="small" />
          </li>
        ))}
      </ul>
    </section>
  );
};

const HardCalls = ({ day, starts }: { readonly day: DayView; readonly starts: readonly number[] }) => {
  const formats = useFormats();
  const shown = day.queues.filter(({ halfHours }) => areHardCallsShown(halfHours));
  const most = Math.max(0, ...shown.flatMap(({ halfHours }) => halfHours.map(({ hardCalls }) => hardCalls ?? 0)));
  const total = sum(shown.flatMap(({ halfHours }) => halfHours)).hardCalls ?? 0;
  return (
    <section className={css.section} aria-labelledby="hard">
      <h2 id="hard" className={css.title}>
        {m.analyst_hard_calls()}
      </h2>
      <p className={css.text}>{m.analyst_hard_calls_text({ count: total, shown: formats.number(total) })} {m.analyst_chance()}</p>
      <ul className={css.hard}>
        {day.queues.map(({ queue, halfHours }) => (
          <li key={queue} className={css.hardQueue}>
            <h3 className={css.name}>{queue}</h3>
            {areHardCallsShown(halfHours) ? (
              <div className={css.picture}>
                <HardChart queue={queue} starts={starts} halfHours={halfHours} most={most} />
              </div>
            ) : (
              <p className={css.hidden}>{m.analyst_not_shown()}</p>
            )}
          </li>
        ))}
        {shown.length > 0 && (
          <li className={css.hardQueue} aria-hidden="true">
            <div className={css.hardAxis}>
              <AxisLabels starts={starts} />
            </div>
          </li>
        )}
      </ul>
    </section>
  );
};

const Figures = ({ day, as }: { readonly day: DayView; readonly as: ShowAs }) => {
  const starts = axis(day.queues);
  const calls =
    starts.length === 0 ? (
      <section className={css.section}>
        <h2 className={css.title}>{m.analyst_empty_title()}</h2>
        <p className={css.text}>{m.analyst_empty_text()}</p>
      </section>
    ) : as === 'table' ? (
      <DayTable day={day} />
    ) : (
      <>
        <Levels day={day} starts={starts} />
        <HardCalls day={day} starts={starts} />
      </>
    );
  return (
    <div className={css.columns}>
      <div className={css.calls}>{calls}</div>
      <div className={css.minutes}>
        <section className={css.section} aria-labelledby="recovery">
          <h2 id="recovery" className={css.title}>
            {m.analyst_recovery()}
          </h2>
          {day.recovery ? <RecoveryBar recovery={day.recovery} /> : <p className={css.text}>{m.analyst_recovery_hidden()}</p>}
          <PausedNow now={day.now} />
        </section>
        <section className={css.section} aria-labelledby="rang-first">
          <h2 id="rang-first" className={css.title}>
            {m.analyst_rang_first()}
          </h2>
          <RangFirst rangFirst={day.rangFirst} />
        </section>
      </div>
    </div>
  );
};

const Day = () => {
  const { data: day, error, refetch } = useQuery(dayQuery);
  const [as, setAs] = useState<ShowAs>('pictures');
  const keys = useStore(shortcuts);
  const formats = useFormats();
  const { roles } = useSession();
  useShortcut('t', useCallback(() => setAs((now) => (now === 'pictures' ? 'table' : 'pictures')), []));
  if (!day) {
    if (error) return <RouteError error={error} reset={() => void refetch()} />;
    return (
      <Page title={m.analyst_title()}>
        <Loading label={m.analyst_opening()} />
      </Page>
    );
  }
  const time = formats.time(day.serverNow);
  return (
    <Page
      title={formats.date(day.dayStartAt)}
      beside={
        <>
          <p className={css.fresh}>{error ? m.analyst_stale({ time }) : m.analyst_fresh({ time })}</p>
          <Switch as={as} onChange={setAs} hint={keys ? m.analyst_table_hint() : null} />
        </>
      }
    >
      <Figures day={day} as={as} />
      <p className={css.files}>
        <a href="/api/day/figures" download="figures.csv">
          {m.analyst_figures_file()}
        </a>
      </p>
      {roles.includes('analyst') && (
        <p className={css.files}>
          {m.debrief_schedule()}{' '}
          {(['csv', 'ics'] as const).map((file) => (
            <a key={file} href={`/api/schedule/exceptions?as=${file}`} download={`exceptions.${file}`}>
              {file === 'csv' ? m.debrief_schedule_csv() : m.debrief_schedule_ics()}
            </a>
          ))}
        </p>
      )}
    </Page>
  );
};
export default Day;
