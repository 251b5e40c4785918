import type { IconNode } from 'lucide';
import type { ReactNode } from 'react';
import css from './banner.module.css';
import { Icon } from './icon.tsx';

interface Props {
  readonly sign: IconNode;
  readonly children: ReactNode;
  /** Button that may solve the problem. */
  readonly way?: { readonly label: string; readonly onTake: () => void };
}

/** A message about a problem that concerns the whole page. Must be placed in a live region. */
export const Banner = ({ sign, children, way }: Props) => (
  <div className={css.banner}>
    <Icon of={sign} />
    <p>{children}</p>
    {way && (
      <button type="button" className={css.way} onClick={way.onTake}>
        {way.label}
      </button>
    )}
  </div>
);
