import type { Evidence } from '@onhook/core/reset';
import { cordPath } from '../../../design/cord/path.ts';
import css from './library.module.css';

const shape = { width: 36, height: 10, pitch: 6, opening: 6 };
const coils = { supported: 0, mixed: 18, weak: 30 } as const;

/**
 * Cord that is drawn straighter the stronger the evidence is, and dotted if untested. Hidden from screen readers,
 * because the strength is written next to it.
 */
export const StrengthMark = ({ strength }: { readonly strength: Evidence['strength'] }) => (
  <svg className={css.mark} viewBox={`0 0 ${shape.width} ${shape.height}`} aria-hidden="true" data-strength={strength}>
    <path
      d={
        strength === 'untested'
          ? cordPath({ width: shape.width, height: shape.height })
          : cordPath({ ...shape, coil: { from: shape.width - coils[strength], to: shape.width } })
      }
    />
  </svg>
);
