import type { DayView } from '@onhook/contract';
import { useFormats } from '../../../api/app/session.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './recovery.module.css';

type RangFirstView = DayView['rangFirst'];
type Cause = RangFirstView['causes'][number]['cause'];

const words: Readonly<Record<Cause, () => string>> = {
  'already-ringing': m.analyst_cause_already_ringing,
  'pause-on-its-way': m.analyst_cause_pause_on_its_way,
  'phones-down': m.analyst_cause_phones_down,
};

/** Number of times that the line was not paused before the next call rang, with the causes. */
export const RangFirst = ({ rangFirst: { hardCalls, pausedBehind, rangFirst, causes } }: { readonly rangFirst: RangFirstView }) => {
  const formats = useFormats();
  if (hardCalls === 0) return <p>{m.analyst_rang_first_none()}</p>;
  return (
    <>
      <p className={css.lead}>
        {m.analyst_rang_first_text({
          count: hardCalls,
          times: formats.number(rangFirst),
          shown: formats.number(hardCalls),
          share: formats.percent(rangFirst / hardCalls),
        })}{' '}
        {pausedBehind > 0 && m.analyst_rang_first_behind({ count: pausedBehind, shown: formats.number(pausedBehind) })}
      </p>
      <dl className={css.parts}>
        {[...causes]
          .sort((a, b) => b.times - a.times)
          .map(({ cause, times }) => (
            <div key={cause} className={css.part}>
              <dt>{words[cause]()}</dt>
              <dd>{formats.number(times)}</dd>
            </div>
          ))}
      </dl>
    </>
  );
};
