import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './banner.module.css';
import { iconLine } from './icon.ts';

interface Props {
  readonly Icon: LucideIcon;
  readonly children: ReactNode;
  /** What can be done about it. */
  readonly way?: { readonly label: string; readonly onTake: () => void };
}

/** What is not as it should be with the whole page. Stand it in a live region. */
export const Banner = ({ Icon, children, way }: Props) => (
  <div className={css.banner}>
    <Icon {...iconLine} />
    <p>{children}</p>
    {way && (
      <button type="button" className={css.way} onClick={way.onTake}>
        {way.label}
      </button>
    )}
  </div>
);
