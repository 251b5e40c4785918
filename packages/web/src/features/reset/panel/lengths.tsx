import type { Form } from '@onhook/core/reset';
import { Choice } from '../../../design/choice.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import { m } from '../../../generated/messages/messages.js';

const lengths: Readonly<Record<Form, () => string>> = {
  short: m.reset_length_short,
  long: m.reset_length_long,
  longest: m.reset_length_longest,
};

export interface LengthsProps {
  readonly forms: readonly Form[];
  readonly form: Form;
  readonly onChoose: (form: Form) => void;
}

/** Choice of how long a technique lasts. Loaded when it is needed. */
export const Lengths = ({ forms, form, onChoose }: LengthsProps) => (
  <>
    <Paragraph>{m.reset_length()}</Paragraph>
    <Choice
      label={m.reset_length()}
      options={forms.map((one) => ({ id: one, label: lengths[one]() }))}
      chosen={[form]}
      many={false}
      onChoose={onChoose}
    />
  </>
);
