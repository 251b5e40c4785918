import type { MyDataView } from '@onhook/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ask } from '../../../api/ask.ts';
import { RouteError } from '../../../api/app/route-error.tsx';
import { Page } from '../../../design/app/page.tsx';
import { useFormats } from '../../../api/app/session.ts';
import { Button } from '../../../design/button.tsx';
import { Loading } from '../../../design/loading.tsx';
import { regional } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';
import { Erase } from './erase.tsx';
import css from './my-data.module.css';

const myDataQuery = queryOptions({ queryKey: ['my-data'], queryFn: () => ask('GET /api/my-data') });

interface RowOf {
  readonly label: string;
  readonly held: string;
  /** Sentence on when the data is deleted, or loses the person's name, automatically. */
  readonly after?: string;
}

const Held = ({ title, rows }: { readonly title: string; readonly rows: readonly RowOf[] }) => (
  <section>
    <h2 className={css.title}>{title}</h2>
    <dl className={css.rows}>
      {rows.map(({ label, held, after }) => (
        <div key={label}>
          <dt>
            {label}
            {after !== undefined && <span className={css.kept}>{after}</span>}
          </dt>
          <dd>{held}</dd>
        </div>
      ))}
    </dl>
  </section>
);

const sizeOf = (bytes: number): string => {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
  const shown = bytes / (unit === 'kilobyte' ? 1_000 : 1_000_000);
  return new Intl.NumberFormat(regional(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(shown);
};

const useRows = ({ person, counts, talkedMs, minutes, keptDays }: MyDataView) => {
  const { number, minutes: length } = useFormats();
  const day = new Intl.DateTimeFormat(regional(), { dateStyle: 'long' });
  const kept = (kind: 'calls' | 'resets' | 'shares' | 'incidents'): string => m.mydata_kept({ n: keptDays[kind] });
  return {
    who: [
      { label: m.mydata_name(), held: person.name },
      { label: m.mydata_email(), held: person.email ?? m.mydata_none() },
      { label: m.mydata_team(), held: person.team ?? m.mydata_none() },
      ...(person.lines.length > 0 ? [{ label: m.mydata_line(), held: person.lines.join(', ') }] : []),
      ...(person.since > 0 ? [{ label: m.mydata_since(), held: day.format(person.since) }] : []),
      { label: m.mydata_sign_ins(), held: number(counts.signIns) },
      { label: m.mydata_passkeys(), held: number(counts.passkeys) },
    ],
    work: [
      { label: m.mydata_calls(), held: m.mydata_calls_held({ n: counts.calls, length: length(talkedMs) }), after: kept('calls') },
      { label: m.mydata_taps(), held: number(counts.hardTaps), after: kept('calls') },
      { label: m.mydata_recoveries(), held: number(counts.recoveries), after: kept('resets') },
      { label: m.mydata_offers(), held: number(counts.offers), after: kept('resets') },
      { label: m.mydata_resets(), held: number(counts.resets), after: kept('resets') },
      { label: m.mydata_carry(), held: number(counts.carryItems), after: kept('resets') },
    ],
    minutes: [
      { label: m.mydata_granted(), held: length(minutes.grantedMs) },
      { label: m.mydata_honoured(), held: length(minutes.honouredMs) },
      { label: m.mydata_cut_short(), held: length(minutes.cutShortMs) },
      { label: m.mydata_waived(), held: length(minutes.waivedMs) },
      { label: m.mydata_banked(), held: length(minutes.bankedMs) },
    ],
    others: [
      { label: m.mydata_circle(), held: number(counts.circle) },
      { label: m.mydata_phrases(), held: number(counts.phrases) },
      { label: m.mydata_shares(), held: number(counts.shares), after: kept('shares') },
      { label: m.mydata_incidents(), held: number(counts.incidents), after: kept('incidents') },
    ],
  };
};

const Shown = ({ view }: { readonly view: MyDataView }) => {
  const navigate = useNavigate();
  const rows = useRows(view);
  const { number } = useFormats();
  return (
    <div className={css.columns}>
      <div>
        <Held title={m.mydata_who()} rows={rows.who} />
        <Held title={m.mydata_work()} rows={rows.work} />
        <Held title={m.mydata_minutes()} rows={rows.minutes} />
        <Held title={m.mydata_others()} rows={rows.others} />
      </div>
      <div>
        <section>
          <h2 className={css.title}>{m.mydata_sealed()}</h2>
          <p className={css.text}>
            {view.vault ? m.mydata_sealed_held({ items: number(view.vault.items), size: sizeOf(view.vault.bytes) }) : m.mydata_sealed_none()}
          </p>
        </section>
        <section>
          <h2 className={css.title}>{m.mydata_seen()}</h2>
          <p className={css.text}>{m.mydata_seen_how()}</p>
          <Button onClick={() => void navigate({ to: '/looks' })}>{m.looks_title()}</Button>
        </section>
        <section>
          <h2 className={css.title}>{m.mydata_take()}</h2>
          <p className={css.text}>{m.mydata_take_how()}</p>
          {/* The browser downloads the export itself, because the file may be large and is streamed. */}
          <Button onClick={() => location.assign('/api/my-data/export')}>{m.mydata_take_do()}</Button>
        </section>
        <section>
          <h2 className={css.title}>{m.mydata_goes()}</h2>
          <p className={css.text}>{m.mydata_goes_how({ left: view.keptDays.left })}</p>
        </section>
        <Erase name={view.person.name} />
      </div>
    </div>
  );
};

/** Shows a person all data stored about them. */
const MyData = () => {
  const { data: view, error, refetch } = useQuery(myDataQuery);
  if (!view && error) return <RouteError error={error} reset={() => void refetch()} />;
  return (
    <Page title={m.mydata_title()}>
      <p className={css.how}>{m.mydata_how()}</p>
      {view ? <Shown view={view} /> : <Loading label={m.shell_loading()} />}
    </Page>
  );
};
export default MyData;
