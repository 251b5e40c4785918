import type { IconNode } from 'lucide';
import { createElement } from 'react';

interface Props {
  /** The Lucide icon to draw. */
  readonly of: IconNode;
  readonly size?: string;
  readonly fill?: string;
}

/** A Lucide icon. Hidden from screen readers, because each use has a text. */
export const Icon = ({ of: lines, size = '1.25em', fill = 'none' }: Props) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill={fill}
    stroke="currentColor"
    strokeWidth={1.75}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {lines.map(([tag, attributes], key) => createElement(tag, { key, ...attributes }))}
  </svg>
);
