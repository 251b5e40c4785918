import type { DayView } from '@onhook/contract';
import { useFormats } from '../../../api/app/session.ts';
import { m } from '../../../generated/messages/messages.js';
import { recoveryParts } from './figures.ts';
import css from './recovery.module.css';

type Recovery = NonNullable<DayView['recovery']>;

/** Granted recovery time as one bar of its parts, followed by the time paid back. */
export const RecoveryBar = ({ recovery }: { readonly recovery: Recovery }) => {
  const formats = useFormats();
  const parts = recoveryParts(recovery);
  const shown = [
    { id: 'honoured', label: m.analyst_honoured(), ms: parts.honouredMs },
    { id: 'cutShort', label: m.analyst_cut_short(), ms: parts.cutShortMs },
    { id: 'waived', label: m.analyst_waived(), ms: parts.waivedMs },
    { id: 'banked', label: m.analyst_banked(), ms: parts.bankedMs },
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
          <dt>{m.analyst_paid_back()}</dt>
          <dd>{formats.minutes(recovery.paidBackMs)}</dd>
        </div>
      </dl>
    </>
  );
};

/** Lines paused for recovery now, as any wallboard shows them. */
export const PausedNow = ({ now }: { readonly now: DayView['now'] }) => {
  const formats = useFormats();
  return (
    <dl className={`${css.parts} ${css.apart}`}>
      <div className={css.part}>
        <dt>{m.analyst_paused_now()}</dt>
        <dd>{m.analyst_paused_of({ paused: formats.number(now.paused), lines: formats.number(now.lines) })}</dd>
      </div>
    </dl>
  );
};
