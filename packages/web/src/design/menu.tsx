import { Menu as Base } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import css from './menu.module.css';

interface MenuProps {
  /** The button's name for screen readers. */
  readonly label: string;
  /** The button's visible content. */
  readonly face: ReactNode;
  /** Edge of the button that the list is aligned to. */
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

/** A button with the menu that it opens. */
export const Menu = ({ label, face, align = 'end', children }: MenuProps) => (
  <Base.Root modal={false}>
    <Base.Trigger className={css.trigger ?? ''} aria-label={label}>
      {face}
      <Icon of={ChevronDown} size="1em" />
    </Base.Trigger>
    <Base.Portal>
      <Base.Positioner align={align} sideOffset={6} className={css.positioner ?? ''}>
        <Base.Popup className={css.popup ?? ''}>{children}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);

const tick = <Icon of={Check} size="1em" />;

interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string; readonly lang?: string }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** A group of options of which one is chosen, with a label above. The menu stays open. */
export const MenuChoice = <Id extends string>({ label, options, chosen, onChoose }: ChoiceProps<Id>) => (
  <Base.Group>
    <Base.GroupLabel className={css.label ?? ''}>{label}</Base.GroupLabel>
    <Base.RadioGroup value={chosen} onValueChange={onChoose}>
      {options.map((option) => (
        <Base.RadioItem key={option.id} value={option.id} closeOnClick={false} className={css.item ?? ''} lang={option.lang}>
          <span className={css.mark}>
            <Base.RadioItemIndicator>{tick}</Base.RadioItemIndicator>
          </span>
          {option.label}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  </Base.Group>
);

interface SwitchProps {
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
  readonly children: ReactNode;
}

/** A menu item that turns something on or off. The menu stays open. */
export const MenuSwitch = ({ on, onSwitch, children }: SwitchProps) => (
  <Base.CheckboxItem checked={on} onCheckedChange={onSwitch} closeOnClick={false} className={css.item ?? ''}>
    <span className={css.mark}>
      <Base.CheckboxItemIndicator>{tick}</Base.CheckboxItemIndicator>
    </span>
    {children}
  </Base.CheckboxItem>
);

interface ItemProps {
  readonly onTake: () => void;
  /** Effect of the item, in small print at the end. */
  readonly detail?: string | undefined;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export const MenuItem = ({ onTake, detail, disabled = false, children }: ItemProps) => (
  <Base.Item className={css.item ?? ''} disabled={disabled} onClick={onTake}>
    {children}
    {detail !== undefined && <span className={css.detail}>{detail}</span>}
  </Base.Item>
);

export const MenuSeparator = () => <Base.Separator className={css.separator ?? ''} />;
