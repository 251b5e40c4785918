import { useState } from 'react';
import { Check } from '../../../design/check.tsx';
import { Choice } from '../../../design/choice.tsx';
import { m } from '../../../generated/messages/messages.js';
import { needs } from './needs.ts';
import { Sample } from './sample.tsx';
import css from './gallery.module.css';

export const Choices = () => {
  const [one, setOne] = useState('walk');
  const [many, setMany] = useState<readonly string[]>(['walk', 'quiet']);
  const toggle = (id: string): void => setMany(many.includes(id) ? many.filter((other) => other !== id) : [...many, id]);
  const checks = (id: string) => ({ on: many.includes(id), onChange: () => toggle(id) });
  return (
    <div className={css.samples}>
      <Sample name="Choice">
        <Choice label={m.specimen_choices()} options={needs()} chosen={[one]} many={false} onChoose={setOne} />
      </Sample>
      <Sample name="Choice many">
        <Choice label={m.specimen_choices()} options={needs()} chosen={many} many onChoose={toggle} />
      </Sample>
      <Sample name="Check">
        <Check {...checks('walk')}>{m.specimen_walk()}</Check>
        <Check {...checks('water')} hint={m.specimen_hint()}>
          {m.specimen_water()}
        </Check>
      </Sample>
    </div>
  );
};
