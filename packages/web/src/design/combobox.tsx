import { Combobox as Base } from '@base-ui/react/combobox';
import { ChevronDown } from 'lucide';
import type { Ref } from 'react';
import css from './combobox.module.css';
import { Icon } from './icon.tsx';

interface Props<Item> {
  readonly label: string;
  readonly hint: string;
  /** Accessible name of the button that opens the list. */
  readonly openLabel: string;
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly nameOf: (item: Item) => string;
  /** True if the typed text matches this item. Default: the search of the underlying component. */
  readonly called?: (item: Item, typed: string) => boolean;
  readonly value: Item | null;
  readonly onChange: (item: Item | null) => void;
  /** Text shown when the list is empty. */
  readonly none: string;
  /** Id of the element with the error message; undefined while there is none. */
  readonly problem?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** Chooses one item of many by typing. */
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
