import type { DayView } from '@onhook/contract';
import { figureList, type FigureId } from '@onhook/core/figures';
import { useFormats } from '../../../api/app/session.ts';
import { VisuallyHidden } from '../../../design/visually-hidden.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './day-table.module.css';
import { areHardCallsShown, type HalfHour, sum, sumQueues } from './figures.ts';

/** Heading of each figure's column. */
const headings: Readonly<Record<FigureId, (targetSeconds: string) => string>> = {
  offered: () => m.analyst_offered(),
  answered: () => m.analyst_answered(),
  answeredInTarget: (seconds) => m.analyst_in_target({ seconds }),
  serviceLevel: () => m.analyst_service_level_short(),
  abandoned: () => m.analyst_abandoned(),
  hardCalls: () => m.analyst_hard(),
};

/** The service level comes first, so that it is in sight on a narrow screen. */
const columns = [...figureList].sort((a, b) => Number(b.id === 'serviceLevel') - Number(a.id === 'serviceLevel'));

const NotShown = () => (
  <>
    <span aria-hidden="true">–</span>
    <VisuallyHidden>{m.analyst_not_shown()}</VisuallyHidden>
  </>
);

interface GroupProps {
  readonly name: string;
  readonly halfHours: readonly HalfHour[];
}

const Group = ({ name, halfHours }: GroupProps) => {
  const formats = useFormats();
  const row = (half: HalfHour, label: string) => (
    <tr key={label} className={css.row}>
      <th scope="row">{label}</th>
      {columns.map(({ id, unit, usesHardCalls, of }) => {
        const amount = of({ ...half, hardCalls: half.hardCalls ?? 0 });
        if (usesHardCalls && half.hardCalls === null) return (
          <td key={id}>
            <NotShown />
          </td>
        );
        if (amount === null) return <td key={id}>–</td>;
        return <td key={id}>{unit === 'share' ? formats.level(amount) : formats.number(amount)}</td>;
      })}
    </tr>
  );
  return (
    <tbody className={css.group}>
      <tr>
        <th scope="rowgroup" colSpan={figureList.length + 1} className={css.queue}>
          {name}
          {!areHardCallsShown(halfHours) && <span className={css.note}> {m.analyst_hard_not_shown()}</span>}
        </th>
      </tr>
      {halfHours.filter(({ offered }) => offered > 0).map((half) => row(half, formats.time(half.at)))}
      {row(sum(halfHours), m.analyst_total())}
    </tbody>
  );
};

/** Table of the same figures as in the charts. */
export const DayTable = ({ day }: { readonly day: DayView }) => {
  const formats = useFormats();
  return (
    <div className={css.scroll} role="region" aria-label={m.analyst_calls_table()} tabIndex={0}>
      <table className={css.table}>
        <caption className={css.caption}>{m.analyst_calls_table()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.analyst_half_hour()}</th>
            {columns.map(({ id }) => (
              <th key={id} scope="col">
                {headings[id](formats.number(day.targetSeconds))}
              </th>
            ))}
          </tr>
        </thead>
        <Group name={m.analyst_all_queues()} halfHours={sumQueues(day.queues)} />
        {day.queues.map(({ queue, halfHours }) => (
          <Group key={queue} name={queue} halfHours={halfHours} />
        ))}
      </table>
    </div>
  );
};
