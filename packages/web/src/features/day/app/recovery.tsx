import type { DayView } from '@onhook/contract';
import { useFormats } from '../../../api/app/session.ts';
import { m } from '../../../generated/messages/messages.js';
import { recoveryParts } from './figures.ts';
import css from './recovery.module.css';

type Recovery = NonNullable<DayView['recovery']>;

/** Granted recovery time as one bar of its parts, followed by the time owed and the lines paused now. */
export const RecoveryBar = ({ recovery }: { readonly recovery: Recovery }) => {
  const formats = useFormats();
  const parts = recoveryParts(recovery);
  const shown = [
    { id: 'honoured', label: m.analyst_honoured(), ms: parts.honouredMs },
    { id: 'running', label: m.analyst_running(), ms: parts.runningMs },
    { id: 'cutShort', label: m.analyst_cut_short(), ms: parts.cutShortMs },
    { id: 'waived', label: m.analyst_waived(), ms: parts.waivedMs },
  ] as const;
  return (
    <>
      <p className={css.lead}>
        {recovery.grantedMs === 0 ? m.analyst_recovery_none() : m.analyst_recovery_text({ granted: formats.minutes(recovery.grantedMs) })}
      </p>
      {recovery.grantedMs > 0 && (
        <div className={css.bar} aria-hidden="true">
          {shown.map(({ id, ms }) => ms > 0 && <span key={id} className={css[id]} style={{ flexGrow: ms }} />)}
        </div>
      )}
      <dl className={css.parts}>
        {recovery.grantedMs > 0 &&
          shown.map(({ id, label, ms }) => (
            <div key={id} className={css.part}>
              <dt>
                <span className={`${css.swatch} ${css[id]}`} aria-hidden="true" />
                {label}
              </dt>
              <dd>{formats.minutes(ms)}</dd>
            </div>
          ))}
      </dl>
      <dl className={`${css.parts} ${css.apart}`}>
        <div className={css.part}>
          <dt>{m.analyst_banked()}</dt>
          <dd>{formats.minutes(recovery.bankedMs)}</dd>
        </div>
        <div className={css.part}>
          <dt>{m.analyst_paid_back()}</dt>
          <dd>{formats.minutes(recovery.paidBackMs)}</dd>
        </div>
        <div className={css.part}>
          <dt>{m.analyst_held_now()}</dt>
          <dd>{m.analyst_held_of({ held: formats.number(recovery.heldNow), lines: formats.number(recovery.linesNow) })}</dd>
        </div>
      </dl>
    </>
  );
};
