import { type RefObject, useId } from 'react';
import { shortcuts } from '../app/settings.ts';
import { useStore } from '../app/store.ts';
import { m } from '../generated/messages/messages.js';
import css from './finder.module.css';
import type { Order } from './order.ts';

interface Props {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly find: string;
  readonly onFind: (find: string) => void;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

const orders: readonly { readonly id: Order; readonly label: () => string }[] = [
  { id: 'name', label: m.lead_sort_name },
  { id: 'state', label: m.lead_sort_state },
];

export const Finder = ({ ref, find, onFind, order, onOrder }: Props) => {
  const id = useId();
  const keys = useStore(shortcuts);
  return (
    <div className={css.finder}>
      <div className={css.field}>
        <label htmlFor={`${id}-find`} className={css.label}>
          {m.lead_find()}
        </label>
        <input
          ref={ref}
          id={`${id}-find`}
          type="search"
          autoComplete="off"
          className={css.input}
          value={find}
          aria-keyshortcuts={keys ? '/' : undefined}
          placeholder={keys ? m.lead_find_hint() : ''}
          onChange={(event) => onFind(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            onFind('');
          }}
        />
      </div>
      <div className={css.field}>
        <label htmlFor={`${id}-order`} className={css.label}>
          {m.lead_sort()}
        </label>
        <select id={`${id}-order`} className={css.select} value={order} onChange={(event) => onOrder(event.currentTarget.value as Order)}>
          {orders.map(({ id: option, label }) => (
            <option key={option} value={option}>
              {label()}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
};
