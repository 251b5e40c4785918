import type { ComponentProps } from 'react';
import css from './visually-hidden.module.css';

/** Read aloud, not drawn. */
export const VisuallyHidden = (props: ComponentProps<'span'>) => <span {...props} className={css.hidden} />;
