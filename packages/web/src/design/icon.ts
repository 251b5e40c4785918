import type { LucideProps } from 'lucide-react';

/** Lucide's line beside the cord: pass to every icon as `<Check {...iconLine} />`. Words stand beside it, so it is silent. */
export const iconLine: LucideProps = { size: '1.25em', strokeWidth: 1.75, 'aria-hidden': true };
