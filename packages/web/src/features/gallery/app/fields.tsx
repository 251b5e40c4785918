import { useState } from 'react';
import { Combobox } from '../../../design/combobox.tsx';
import { SearchField } from '../../../design/search-field.tsx';
import { Select } from '../../../design/select.tsx';
import { TextArea } from '../../../design/text-area.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { needs, samplePeople } from './needs.ts';
import { Sample } from './sample.tsx';
import css from './gallery.module.css';

const empty = { hinted: '', filled: samplePeople[0] ?? '', sentence: m.specimen_sentence(), wrong: '', found: '' };

export const FieldSamples = () => {
  const [texts, setTexts] = useState(empty);
  const field = (name: keyof typeof empty) => ({
    value: texts[name],
    onChange: (value: string) => setTexts((all) => ({ ...all, [name]: value })),
  });
  const [need, setNeed] = useState('water');
  const [person, setPerson] = useState<string | null>(null);
  return (
    <div className={css.samples}>
      <Sample name="TextField">
        <TextField label={m.specimen_field()} hint={m.specimen_hint()} {...field('hinted')} />
        <TextField label={m.specimen_field()} {...field('filled')} />
      </Sample>
      <Sample name="TextArea">
        <TextArea label={m.specimen_words()} hint={m.specimen_hint()} {...field('sentence')} />
        <TextArea label={m.specimen_words()} problem={texts.wrong === '' ? m.specimen_missing() : null} {...field('wrong')} />
      </Sample>
      <Sample name="SearchField">
        <SearchField label={m.specimen_field()} placeholder={samplePeople[0]} {...field('found')} />
      </Sample>
      <Sample name="Select">
        <Select label={m.specimen_choices()} options={needs()} chosen={need} onChoose={setNeed} />
        <Select labelled="above" label={m.specimen_choices()} options={needs()} chosen={need} onChoose={setNeed} />
      </Sample>
      <Sample name="Combobox">
        <div>
          <Combobox
            label={m.specimen_field()}
            hint={m.specimen_field()}
            openLabel={m.specimen_menu()}
            items={samplePeople}
            idOf={(name) => name}
            nameOf={(name) => name}
            none={m.specimen_empty_title()}
            value={person}
            onChange={setPerson}
            problem={person === null ? 'specimen-problem' : undefined}
          />
          <p id="specimen-problem" className={css.problem}>
            {person === null && m.specimen_problem()}
          </p>
        </div>
      </Sample>
    </div>
  );
};
