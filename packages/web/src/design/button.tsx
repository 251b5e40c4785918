import type { ComponentProps } from 'react';
import css from './button.module.css';

/** main: the primary action · plain: another action · quiet: a secondary action without a frame, such as leaving. */
type Kind = 'main' | 'plain' | 'quiet';

export const Button = ({ kind = 'plain', className, ...rest }: ComponentProps<'button'> & { readonly kind?: Kind }) => (
  <button type="button" {...rest} className={`${css.button} ${css[kind]} ${className ?? ''}`} />
);
