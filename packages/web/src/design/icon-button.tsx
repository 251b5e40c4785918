import type { ComponentProps } from 'react';
import css from './icon-button.module.css';

/** A picture to press, with its name for those who hear the page and for whoever rests on it. */
export const IconButton = ({ label, className, ...rest }: ComponentProps<'button'> & { readonly label: string }) => (
  <button type="button" title={label} {...rest} aria-label={label} className={`${css.button} ${className ?? ''}`} />
);
