import type { PanelView } from '@onhook/contract';
import { Button } from '../../../design/button.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import { carriedSlice } from '../../carry/shared/index.ts';
import { deleteSlices } from '../../../local-store/index.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import { ownLineSlice, tapsSlice, tightness } from '../../reset/shared/index.ts';
import type { RoomProps } from '../../../api/panel/room.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import css from './today.module.css';
import { length, time } from '../../../design/panel/time-words.ts';

const cutBy = {
  'phone-system': m.panel_today_cut_by_phone_system,
  'another-pause': m.panel_today_cut_by_another_pause,
  administrator: m.panel_today_cut_by_administrator,
  'logged-out': m.panel_today_cut_by_logged_out,
  lead: m.panel_today_cut_by_lead,
} as const;

const Ledger = ({ today }: { readonly today: PanelView['today'] }) => {
  const cutMs = today.cutShort.reduce((sum, { ms }) => sum + ms, 0);
  const parts = [
    { key: 'honoured', label: m.panel_today_honoured(), ms: today.honouredMs },
    { key: 'cut', label: m.panel_today_cut_short(), ms: cutMs },
    { key: 'waived', label: m.panel_today_waived(), ms: today.waivedMs },
  ].filter(({ ms }) => ms > 0);
  if (today.grantedMs === 0 && parts.length === 0 && today.bankedMs === 0) return <Paragraph>{m.panel_today_none()}</Paragraph>;
  return (
    <>
      {parts.length > 0 && (
        <svg className={css.bar} aria-hidden="true">
          {parts.map(({ key, ms }, i) => {
            const all = parts.reduce((sum, part) => sum + part.ms, 0);
            const before = parts.slice(0, i).reduce((sum, part) => sum + part.ms, 0);
            return (
              <rect
                key={key}
                className={css[key]}
                x={`${(before / all) * 100}%`}
                y="2"
                width={`${(ms / all) * 100}%`}
                height="8"
              />
            );
          })}
        </svg>
      )}
      <dl className={css.rows}>
        {[
          { key: 'granted', label: m.panel_today_granted(), ms: today.grantedMs },
          ...parts,
          { key: 'paid', label: m.panel_today_paid_back(), ms: today.paidBackMs },
          { key: 'banked', label: m.panel_today_banked(), ms: today.bankedMs },
        ]
          .filter(({ ms }) => ms > 0)
          .map(({ key, label, ms }) => (
            <div key={key} className={css.row}>
              <dt>
                <i className={`${css.swatch} ${css[`swatch-${key}`] ?? ''}`} aria-hidden="true" />
                {label}
              </dt>
              <dd>{length(ms)}</dd>
            </div>
          ))}
      </dl>
      {today.cutShort.map(({ ms, by, at }) => (
        <p key={at} className={css.by}>
          {cutBy[by]({ length: length(ms), time: time(at) })}
        </p>
      ))}
      {today.overrunMs > 0 && <p className={css.by}>{m.panel_today_overrun({ length: length(today.overrunMs) })}</p>}
    </>
  );
};

/** Summary of the data kept in this browser, which can be deleted at once. The carry list has its own room. */
const StoredHere = ({ person }: { readonly person: string }) => {
  const [carried] = useSlice(person, carriedSlice);
  const [taps] = useSlice(person, tapsSlice);
  const [ownLine] = useSlice(person, ownLineSlice);
  if (!carried || !taps || ownLine === null) return null;
  const { items, putDown, learned } = carried;
  const empty = items.length + putDown.length + learned.length + taps.length === 0 && ownLine === '';
  return (
    <section className={css.kept}>
      <h2 className={css.heading}>{m.panel_kept()}</h2>
      <Paragraph>{empty ? m.panel_kept_none() : m.panel_kept_how()}</Paragraph>
      <Rows>
        {taps.toReversed().map(({ at, before, after }) => {
          const inputs = { time: time(at), before: tightness(before ?? after ?? 3) };
          return (
            <li key={at} className={css.item}>
              {before !== null && after !== null
                ? m.panel_kept_tap_after({ ...inputs, after: tightness(after) })
                : m.panel_kept_tap(inputs)}
            </li>
          );
        })}
      </Rows>
      {!empty && <Button onClick={() => void deleteSlices(person)}>{m.panel_kept_delete_all()}</Button>}
    </section>
  );
};

/** Minutes granted today with their outcome, and the data that this browser keeps. */
export const Today = ({ view, onClose }: RoomProps) => (
  <Room
    back={{ label: m.panel_today_back(), onTake: onClose }}
    title={m.panel_today()}
  >
    <Ledger today={view.today} />
    <StoredHere person={view.person.person} />
  </Room>
);
