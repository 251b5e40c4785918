import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import css from './notice.module.css';

interface Props {
  /** What was done; a new notice has a new one. */
  readonly of: unknown;
  readonly children: ReactNode;
  readonly undo?: {
    readonly label: string;
    /** The same with what it undoes, for those who hear it alone. */
    readonly name: string;
    readonly busy?: boolean;
    readonly onTake: () => void;
  };
}

/** What was just done, with its undo; takes the focus, because the button that did it is gone. Stays until it is not true. */
export const Notice = ({ of, children, undo }: Props) => {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [of]);
  return (
    <div ref={place} tabIndex={-1} className={css.notice}>
      <p dir="auto">{children}</p>
      {undo && (
        <Button kind="quiet" aria-disabled={undo.busy} aria-label={undo.name} onClick={() => !undo.busy && undo.onTake()}>
          {undo.label}
        </Button>
      )}
    </div>
  );
};
