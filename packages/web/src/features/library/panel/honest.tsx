import { generalFindings } from '@onhook/core/reset';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { Section } from '../../../design/panel/section.tsx';
import { Findings } from './evidence.tsx';
import css from './library.module.css';
import { StrengthMark } from './strength-mark.tsx';
import { strengthMeaning, strengthName, strengths } from './words.ts';

/** Explains what the resets promise and what they don't, and what the words for the evidence mean. */
export const Honest = ({ width, onBack }: { readonly width: number; readonly onBack: () => void }) => {
  const back = { label: m.library_back_to_list(), onTake: onBack };
  return (
    <Screen
      start={m.library_title()}
      back={back}
      picture={<Cord progress={1} width={width} />}
      title={m.library_honest_title()}
      ways={[back]}
    >
      <Paragraph>{m.library_honest_promise()}</Paragraph>
      <Section title={m.library_honest_breaks()}>
        <Findings findings={generalFindings} />
        <p>{m.library_honest_ninety()}</p>
      </Section>
      <Section title={m.library_honest_words()}>
        {strengths.map((strength) => (
          <p key={strength} className={css.strength}>
            <StrengthMark strength={strength} />
            <strong>{strengthName(strength)}.</strong> {strengthMeaning(strength)}
          </p>
        ))}
      </Section>
      <Section>
        <p>{m.library_honest_measures()}</p>
        <p>{m.library_honest_you()}</p>
      </Section>
    </Screen>
  );
};
