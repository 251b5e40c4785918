import type { Evidence } from '@onhook/core/reset';
import { cordPath } from '../../../design/cord/path.ts';
import css from './library.module.css';

const shape = { width: 36, height: 10, pitch: 6, opening: 6 };
const coils = { supported: 0, mixed: 18, weak: 30 } as const;

/** The straighter, the more is known. The word stands beside it. */
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
