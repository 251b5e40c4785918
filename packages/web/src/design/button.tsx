import type { ComponentProps } from 'react';
import css from './button.module.css';

/** main: the one thing to do here · plain: the other things · quiet: the way out, without a frame. */
type Kind = 'main' | 'plain' | 'quiet';

export const Button = ({ kind = 'plain', className, ...rest }: ComponentProps<'button'> & { readonly kind?: Kind }) => (
  <button type="button" {...rest} className={`${css.button} ${css[kind]} ${className ?? ''}`} />
);
