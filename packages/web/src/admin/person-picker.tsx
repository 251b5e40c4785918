import { Combobox } from '@base-ui/react/combobox';
import { ChevronDown } from 'lucide-react';
import type { RefObject } from 'react';
import { iconLine } from '../design/icon.ts';
import { m } from '../generated/messages/messages.js';
import css from './person-picker.module.css';
import { called, type Person } from './suggest.ts';

interface Props {
  readonly label: string;
  readonly people: readonly Person[];
  readonly value: Person | null;
  readonly onChange: (person: Person | null) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** The id of the words that say what is wrong; undefined while nothing is. */
  readonly problem: string | undefined;
}

export const PersonPicker = ({ label, people, value, onChange, inputRef, problem }: Props) => (
  <Combobox.Root<Person>
    items={people}
    value={value}
    onValueChange={onChange}
    itemToStringLabel={({ name }) => name}
    isItemEqualToValue={(a, b) => a.person === b.person}
    filter={({ name }, typed) => called(name, typed)}
    autoHighlight
  >
    <Combobox.InputGroup className={css.group ?? ''}>
      <Combobox.Input
        ref={inputRef}
        className={css.input ?? ''}
        aria-label={label}
        aria-invalid={problem !== undefined}
        aria-describedby={problem}
        placeholder={m.admin_pick()}
      />
      <Combobox.Trigger className={css.trigger ?? ''} aria-label={m.admin_pick_open()}>
        <ChevronDown {...iconLine} size="1em" />
      </Combobox.Trigger>
    </Combobox.InputGroup>
    <Combobox.Portal>
      <Combobox.Positioner sideOffset={4} className={css.positioner ?? ''}>
        <Combobox.Popup className={css.popup ?? ''}>
          <Combobox.Empty className={css.empty ?? ''}>
            {people.length === 0 ? m.admin_pick_nobody_left() : m.admin_pick_none()}
          </Combobox.Empty>
          <Combobox.List className={css.list ?? ''}>
            {(person: Person) => (
              <Combobox.Item key={person.person} value={person} className={css.item ?? ''}>
                {person.name}
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  </Combobox.Root>
);
