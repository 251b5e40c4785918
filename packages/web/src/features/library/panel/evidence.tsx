import { type Evidence as Known, type Finding, type FindingId, type GeneralFindingId, studies } from '@onhook/core/reset';
import { ExternalLink } from 'lucide';
import { Icon } from '../../../design/icon.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './library.module.css';
import { StrengthMark } from './strength-mark.tsx';
import { effectWords, findingWords, strengthMeaning, strengthName } from './words.ts';

type Found = Finding & { readonly id: FindingId | GeneralFindingId };

const StudyLink = ({ study }: Pick<Finding, 'study'>) => {
  const { authors, year, doi } = studies[study];
  const name = m.library_study({ authors, year: String(year) });
  if (doi === null) return <cite className={css.study}>{name}</cite>;
  return (
    <cite className={css.study}>
      <a href={`https://doi.org/${doi}`} target="_blank" rel="noopener noreferrer" aria-label={m.library_study_opens({ study: name })}>
        {name}
        <Icon of={ExternalLink} size="0.875rem" />
      </a>
    </cite>
  );
};

/** Groups consecutive findings of the same study, so that the study is named once per group. */
const byStudy = (findings: readonly Found[]): readonly (readonly Found[])[] =>
  findings.reduce<Found[][]>((groups, finding) => {
    const last = groups.at(-1);
    if (last?.[0]?.study === finding.study) last.push(finding);
    else groups.push([finding]);
    return groups;
  }, []);

export const Findings = ({ findings }: { readonly findings: readonly Found[] }) => (
  <ul className={css.findings}>
    {byStudy(findings).map((group) => (
      <li key={group[0]?.id}>
        {group.map(({ id, effect }) => (
          <p key={id}>
            {findingWords(id)}
            {effect && <span className={css.effect}>{effectWords(effect)}</span>}
          </p>
        ))}
        {group[0] && <StudyLink study={group[0].study} />}
      </li>
    ))}
  </ul>
);

interface Props {
  readonly evidence: Known & { readonly findings: readonly Found[] };
  readonly note?: string | undefined;
}

/** Shows how strong the evidence is, the findings with their effect sizes, and the remark on what is unknown. */
export const Evidence = ({ evidence: { strength, findings }, note }: Props) => (
  <>
    <p className={css.strength}>
      <StrengthMark strength={strength} />
      <strong>{strengthName(strength)}.</strong> {strengthMeaning(strength)}
    </p>
    {note && <p className={css.note}>{note}</p>}
    {findings.length > 0 && <Findings findings={findings} />}
  </>
);
