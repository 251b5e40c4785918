import type { ComponentProps } from 'react';
import css from './icon-button.module.css';

/** A button with an icon. `label` is its accessible name and its tooltip. */
export const IconButton = ({ label, className, ...rest }: ComponentProps<'button'> & { readonly label: string }) => (
  <button type="button" title={label} {...rest} aria-label={label} className={`${css.button} ${className ?? ''}`} />
);
