import type { RefObject } from 'react';
import { shortcuts } from '../../../design/app/settings.ts';
import { useStore } from '../../../design/store.ts';
import { SearchField } from '../../../design/search-field.tsx';
import { Select } from '../../../design/select.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './finder.module.css';
import type { BoardOrder } from './order.ts';

interface Props {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly find: string;
  readonly onFind: (find: string) => void;
  readonly order: BoardOrder;
  readonly onOrder: (order: BoardOrder) => void;
}

const orders: readonly { readonly id: BoardOrder; readonly label: () => string }[] = [
  { id: 'name', label: m.lead_sort_name },
  { id: 'state', label: m.lead_sort_state },
];

export const Finder = ({ ref, find, onFind, order, onOrder }: Props) => {
  const keys = useStore(shortcuts);
  return (
    <div className={css.finder}>
      <SearchField
        ref={ref}
        label={m.lead_find()}
        value={find}
        onChange={onFind}
        aria-keyshortcuts={keys ? '/' : undefined}
        placeholder={keys ? m.lead_find_hint() : ''}
      />
      <Select label={m.lead_sort()} options={orders.map(({ id, label }) => ({ id, label: label() }))} chosen={order} onChoose={onOrder} />
    </div>
  );
};
