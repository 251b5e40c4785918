import type { DayView } from '@onhook/contract';
import { useFormats } from '../../../api/app/session.ts';
import { VisuallyHidden } from '../../../design/visually-hidden.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './day-table.module.css';
import { type HalfHour, serviceLevel, sum, sumQueues } from './figures.ts';

const NotShown = () => (
  <>
    <span aria-hidden="true">–</span>
    <VisuallyHidden>{m.analyst_not_shown()}</VisuallyHidden>
  </>
);

interface GroupProps {
  readonly name: string;
  readonly halfHours: readonly HalfHour[];
  readonly hardCallsShown: boolean;
}

const Group = ({ name, halfHours, hardCallsShown }: GroupProps) => {
  const formats = useFormats();
  const row = (half: HalfHour, label: string) => {
    const level = serviceLevel(half);
    return (
      <tr key={label} className={css.row}>
        <th scope="row">{label}</th>
        <td>{formats.number(half.offered)}</td>
        <td>{formats.number(half.answered)}</td>
        <td>{formats.number(half.answeredInTarget)}</td>
        <td>{level === null ? '–' : formats.level(level)}</td>
        <td>{formats.number(half.abandoned)}</td>
        <td>{hardCallsShown ? formats.number(half.hardCalls) : <NotShown />}</td>
      </tr>
    );
  };
  return (
    <tbody className={css.group}>
      <tr>
        <th scope="rowgroup" colSpan={7} className={css.queue}>
          {name}
          {!hardCallsShown && <span className={css.note}> {m.analyst_hard_not_shown()}</span>}
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
            <th scope="col">{m.analyst_offered()}</th>
            <th scope="col">{m.analyst_answered()}</th>
            <th scope="col">{m.analyst_in_target({ seconds: formats.number(day.targetSeconds) })}</th>
            <th scope="col">{m.analyst_service_level_short()}</th>
            <th scope="col">{m.analyst_abandoned()}</th>
            <th scope="col">{m.analyst_hard()}</th>
          </tr>
        </thead>
        {/* The sum is hidden if one queue's number is hidden, because it would reveal that number. */}
        <Group name={m.analyst_all_queues()} halfHours={sumQueues(day.queues)} hardCallsShown={day.queues.every(({ hardCallsShown }) => hardCallsShown)} />
        {day.queues.map(({ queue, halfHours, hardCallsShown }) => (
          <Group key={queue} name={queue} halfHours={halfHours} hardCallsShown={hardCallsShown} />
        ))}
      </table>
    </div>
  );
};
