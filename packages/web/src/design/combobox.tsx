import { Combobox as Base } from '@base-ui/react/combobox';
import { ChevronDown } from 'lucide';
import type { Ref } from 'react';
import css from './combobox.module.css';
import { Icon } from './icon.tsx';

interface Props<Item> {
  readonly label: string;
  readonly hint: string;
  /** What the button that opens the list is called. */
  readonly openLabel: string;
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly nameOf: (item: Item) => string;
  /** Whether what is typed calls this one; default: as the platform finds words. */
  readonly called?: (item: Item, typed: string) => boolean;
  readonly value: Item | null;
  readonly onChange: (item: Item | null) => void;
  /** Said when the list is empty. */
  readonly none: string;
  /** The id of the words that say what is wrong; undefined while nothing is. */
  readonly problem?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** One of many, found by typing. */
export const Combobox = <Item,>({ label, hint, openLabel, items, idOf, nameOf, called, value, onChange, none, problem, inputRef }: Props<Item>) => (
  <Base.Root<Item>
    items={items}
    value={value}
    onValueChange={onChange}
    itemToStringLabel={nameOf}
    isItemEqualToValue={(a, b) => idOf(a) === idOf(b)}
    {...(called && { filter: called })}
    autoHighlight
  >
    <Base.InputGroup className={css.group ?? ''}>
      <Base.Input
        ref={inputRef}
        className={css.input ?? ''}
        aria-label={label}
        aria-invalid={problem !== undefined}
        aria-describedby={problem}
        placeholder={hint}
      />
      <Base.Trigger className={css.trigger ?? ''} aria-label={openLabel}>
        <Icon of={ChevronDown} size="1em" />
      </Base.Trigger>
    </Base.InputGroup>
    <Base.Portal>
      <Base.Positioner sideOffset={4} className={css.positioner ?? ''}>
        <Base.Popup className={css.popup ?? ''}>
          <Base.Empty className={css.empty ?? ''}>{none}</Base.Empty>
          <Base.List className={css.list ?? ''}>
            {(item: Item) => (
              <Base.Item key={idOf(item)} value={item} className={css.item ?? ''}>
                {nameOf(item)}
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
