import type { ComponentType } from 'react';
import { Page } from '../../../design/app/page.tsx';
import { m } from '../../../generated/messages/messages.js';
import { Buttons } from './buttons.tsx';
import { Choices } from './choices.tsx';
import { Colour } from './colour.tsx';
import { Cords } from './cords.tsx';
import { FieldSamples } from './fields.tsx';
import { Signs } from './signs.tsx';
import css from './gallery.module.css';
import { Motion, Space, Type } from './tokens.tsx';

const sections: readonly { readonly id: string; readonly label: () => string; readonly Inner: ComponentType }[] = [
  { id: 'cord', label: m.specimen_cord, Inner: Cords },
  { id: 'colour', label: m.specimen_colour, Inner: Colour },
  { id: 'type', label: m.specimen_type, Inner: Type },
  { id: 'space', label: m.specimen_space, Inner: Space },
  { id: 'motion', label: m.specimen_motion, Inner: Motion },
  { id: 'buttons', label: m.specimen_buttons, Inner: Buttons },
  { id: 'fields', label: m.specimen_fields, Inner: FieldSamples },
  { id: 'choices', label: m.specimen_choices, Inner: Choices },
  { id: 'signs', label: m.specimen_signs, Inner: Signs },
];

/** Specimen of all tokens and of all components in every state, for developers of rooms. */
const Specimen = () => (
  <Page title={m.specimen_title()}>
    <div className={css.book}>
      <nav aria-label={m.specimen_contents()} className={css.contents}>
        {sections.map(({ id, label }) => (
          <a key={id} href={`#${id}`}>
            {label()}
          </a>
        ))}
      </nav>
      <div className={css.pages}>
        <p className={css.intro}>{m.specimen_intro()}</p>
        {sections.map(({ id, label, Inner }) => (
          <section key={id} id={id} className={css.section} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`} className={css.title}>
              {label()}
            </h2>
            <Inner />
          </section>
        ))}
      </div>
    </div>
  </Page>
);
export default Specimen;
