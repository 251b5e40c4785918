import type { BoardQueue } from '@onhook/contract';
import { useServerNow } from '../../../api/server-clock.ts';
import { useFormats } from '../../../api/app/session.ts';
import { VisuallyHidden } from '../../../design/visually-hidden.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './queues.module.css';
import { Sparkline } from './sparkline.tsx';

/** Figures of the queues since midnight at the centre, counted as on the wallboard. */
export const Queues = ({ queues }: { readonly queues: readonly BoardQueue[] }) => {
  const now = useServerNow(1_000);
  const formats = useFormats();
  if (queues.length === 0) return <p className={css.none}>{m.lead_no_queues()}</p>;
  return (
    <table role="table" className={css.table}>
      <caption>
        <VisuallyHidden>{m.lead_queues()}</VisuallyHidden>
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">{m.lead_queue()}</th>
          <th role="columnheader" scope="col" className={css.number}>{m.lead_waiting()}</th>
          <th role="columnheader" scope="col" className={css.number}>{m.lead_longest()}</th>
          <th role="columnheader" scope="col">{m.lead_trend({ seconds: formats.number(queues[0]?.targetSeconds ?? 0) })}</th>
          <th role="columnheader" scope="col" className={css.number}>{m.lead_service_level()}</th>
          <th role="columnheader" scope="col" className={css.number}>{m.lead_answered()}</th>
          <th role="columnheader" scope="col" className={css.number}>{m.lead_abandoned()}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {queues.map(({ queue, waiting, longestSince, serviceLevel, byHalfHour, answered, abandoned }) => (
          <tr role="row" key={queue} className={css.row}>
            <th role="rowheader" scope="row">{queue}</th>
            <td role="cell" className={css.number} data-label={m.lead_waiting()}>
              <span className={waiting > 0 ? css.some : css.nobody}>{formats.number(waiting)}</span>
            </td>
            <td role="cell" className={css.number} data-label={m.lead_longest()}>
              <span className={longestSince === null ? css.nobody : ''}>
                {longestSince === null ? m.lead_nobody_waits() : formats.wait(now - longestSince)}
              </span>
            </td>
            <td role="cell" className={css.trend}>
              <Sparkline byHalfHour={byHalfHour} />
            </td>
            <td role="cell" className={css.number} data-label={m.lead_service_level()}>
              {serviceLevel === null ? <span className={css.nobody}>{m.lead_no_calls_yet()}</span> : <span className={css.share}>{formats.level(serviceLevel)}</span>}
            </td>
            <td role="cell" className={css.number} data-label={m.lead_answered()}>{formats.number(answered)}</td>
            <td role="cell" className={css.number} data-label={m.lead_abandoned()}>{formats.number(abandoned)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
