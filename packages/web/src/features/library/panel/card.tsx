import { type Form, type PlanId, techniquesOf } from '@onhook/core/reset';
import { useState } from 'react';
import { Choice } from '../../../design/choice.tsx';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import { techniqueNames } from '../../../generated/techniques/names.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { Section } from '../../../design/panel/section.tsx';
import { Evidence } from './evidence.tsx';
import css from './library.module.css';
import { formLength, formsToChoose, planWords } from './words.ts';

interface Props {
  readonly plan: PlanId;
  readonly width: number;
  readonly onTry: (plan: PlanId, form: Form) => void;
  readonly isLeftOut: boolean;
  readonly onLeaveOut: () => void;
  readonly onTakeIn: () => void;
  readonly onBack: () => void;
}

/** Describes one reset: what to do, how to do it in the chair, the evidence for it, and its lengths. */
export const Card = ({ plan, width, onTry, isLeftOut, onLeaveOut, onTakeIn, onBack }: Props) => {
  const { name, what, seated, note } = planWords(plan);
  const forms = formsToChoose(plan);
  const [form, setForm] = useState<Form>(forms[0] ?? 'short');
  const techniques = techniquesOf(plan);
  const [only] = techniques;
  const back = { label: m.library_back_to_list(), onTake: onBack };
  return (
    <Screen
      start={m.library_title()}
      back={back}
      picture={<Cord progress={1} width={width} />}
      title={name()}
      main={{ label: m.library_try(), onTake: () => onTry(plan, form) }}
      ways={[
        back,
        isLeftOut ? { label: m.library_again(), onTake: onTakeIn } : { label: m.library_not_for_me(), onTake: onLeaveOut },
      ]}
    >
      <Paragraph>{what()}</Paragraph>
      <Section title={m.library_seated()}>
        <p>{seated()}</p>
      </Section>
      <Section title={m.library_evidence()}>
        {techniques.length === 1 && only ? (
          <Evidence evidence={only.evidence} note={note?.()} />
        ) : (
          <>
            <p>{m.library_whole_untested()}</p>
            {techniques.map(({ id, evidence }) => (
              <section key={id} className={css.part}>
                <h3>{techniqueNames[id]()}</h3>
                <Evidence evidence={evidence} />
              </section>
            ))}
          </>
        )}
      </Section>
      <Section title={m.library_how_long()}>
        <Choice
          label={m.library_how_long()}
          options={forms.map((id) => ({ id, label: formLength(plan, id) }))}
          chosen={[form]}
          many={false}
          onChoose={setForm}
        />
      </Section>
    </Screen>
  );
};
