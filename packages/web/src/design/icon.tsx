import type { IconNode } from 'lucide';
import { createElement } from 'react';

interface Props {
  /** One of Lucide's drawings. */
  readonly of: IconNode;
  readonly size?: string;
  readonly fill?: string;
}

/** Lucide's line beside the cord. Words stand beside it, so it is silent. */
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
