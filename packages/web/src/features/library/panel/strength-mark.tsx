import type { Evidence } from '@onhook/core/reset';
import css from './library.module.css';

const filled = { supported: 3, mixed: 2, weak: 1, untested: 0 } as const;

/** Three dots, more of them filled the stronger the evidence is. Hidden from screen readers, because the strength is written next to it. */
export const StrengthMark = ({ strength }: { readonly strength: Evidence['strength'] }) => (
  <svg className={css.mark} viewBox="0 0 30 10" aria-hidden="true" data-strength={strength}>
    {[5, 15, 25].map((x, i) => (
      <circle key={x} cx={x} cy="5" r="3.25" data-filled={i < filled[strength] || undefined} />
    ))}
  </svg>
);
