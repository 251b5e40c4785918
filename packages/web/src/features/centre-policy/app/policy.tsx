import type { CentrePolicyView } from '@onhook/contract';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../../api/ask.ts';
import { RouteError } from '../../../api/app/route-error.tsx';
import { useFormats } from '../../../api/app/session.ts';
import type { Formats } from '../../../design/app/format.ts';
import { Page } from '../../../design/app/page.tsx';
import { Loading } from '../../../design/loading.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './policy.module.css';

interface Rule {
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

const sourceOf = ({ setting, isDefault }: { readonly setting: string | null; readonly isDefault: boolean }): string => {
  if (setting === null) return m.policy_fixed();
  return isDefault ? m.policy_default({ setting }) : setting;
};

const keptNames: Readonly<Record<string, () => string>> = {
  calls: m.policy_kept_calls,
  resets: m.policy_kept_resets,
  shares: m.policy_kept_shares,
  incidents: m.policy_kept_incidents,
  left: m.policy_kept_left,
};

const groupsOf = (policy: CentrePolicyView, formats: Formats): readonly { readonly id: string; readonly title: string; readonly rules: readonly Rule[] }[] => {
  const { guaranteedMs, moreMs, extendMs, payBackMaxMs, hardLevel, usualTalkSeconds, hardCodes, targetSeconds, answerWithinMs, spaceByItselfMs, keptDays, logDays } = policy;
  const minutes = (name: string, of: CentrePolicyView['moreMs']): Rule => ({ name, value: formats.minutes(of.value), source: sourceOf(of) });
  const days = (name: string, count: number, of: { readonly setting: string | null; readonly isDefault: boolean }): Rule => ({
    name,
    value: m.policy_days({ count, shown: formats.number(count) }),
    source: sourceOf(of),
  });
  const longestMs = [guaranteedMs, moreMs, extendMs, payBackMaxMs].reduce((sum, { value }) => sum + value, 0);
  const usual = usualTalkSeconds.value.map(({ queue, seconds }) =>
    m.policy_usual_queue({ queue: queue === '' ? m.policy_every_queue() : queue, time: formats.wait(seconds * 1000) }),
  );
  return [
    {
      id: 'minutes',
      title: m.policy_minutes(),
      rules: [
        minutes(m.policy_guaranteed(), guaranteedMs),
        minutes(m.policy_more(), moreMs),
        minutes(m.policy_extend(), extendMs),
        minutes(m.policy_pay_back(), payBackMaxMs),
        { name: m.policy_longest(), value: formats.minutes(longestMs), source: m.policy_longest_source() },
      ],
    },
    {
      id: 'hard',
      title: m.policy_hard(),
      rules: [
        { name: m.policy_hard_level(), value: hardLevel.value === 2 ? m.policy_level_hard() : m.policy_level_very_hard(), source: sourceOf(hardLevel) },
        { name: m.policy_usual(), value: usual.join(', '), source: sourceOf(usualTalkSeconds) },
        { name: m.policy_codes(), value: hardCodes.value.length === 0 ? m.policy_none() : hardCodes.value.join(', '), source: sourceOf(hardCodes) },
      ],
    },
    {
      id: 'service',
      title: m.policy_service(),
      rules: [
        { name: m.policy_target(), value: formats.wait(targetSeconds.value * 1000), source: sourceOf(targetSeconds) },
        minutes(m.policy_answer(), answerWithinMs),
        minutes(m.policy_space(), spaceByItselfMs),
      ],
    },
    {
      id: 'groups',
      title: m.policy_groups(),
      rules: [
        { name: m.policy_least(), value: formats.number(policy.leastPeople.value), source: sourceOf(policy.leastPeople) },
        { name: m.policy_step(), value: formats.number(policy.callStep.value), source: sourceOf(policy.callStep) },
      ],
    },
    {
      id: 'kept',
      title: m.policy_kept(),
      rules: [
        ...keptDays.value.map(({ kind, days: kept }) => days(keptNames[kind]?.() ?? kind, kept, keptDays)),
        days(m.policy_kept_log(), logDays.value, logDays),
      ],
    },
  ];
};

/** The decisions that the server runs with, for administrators to read. */
const Policy = () => {
  const { data: policy, error, refetch } = useQuery({ queryKey: ['policy'], queryFn: () => ask('GET /api/policy') });
  const formats = useFormats();
  if (!policy) {
    if (error) return <RouteError error={error} reset={() => void refetch()} />;
    return (
      <Page title={m.policy_title()}>
        <Loading label={m.policy_opening()} />
      </Page>
    );
  }
  return (
    <Page title={m.policy_title()}>
      <p className={css.text}>{m.policy_text()}</p>
      <div className={css.groups}>
        {groupsOf(policy, formats).map(({ id, title, rules }) => (
          <section key={id} aria-labelledby={id}>
            <h2 id={id} className={css.title}>
              {title}
            </h2>
            <dl className={css.rules}>
              {rules.map(({ name, value, source }) => (
                <div key={name} className={css.rule}>
                  <dt>{name}</dt>
                  <dd className={css.value}>{value}</dd>
                  <dd className={css.source}>{source}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Page>
  );
};
export default Policy;
