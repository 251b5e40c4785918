import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import css from './notice.module.css';

interface Props {
  /** Identity of the action. A new value makes a new notice. */
  readonly of: unknown;
  readonly children: ReactNode;
  readonly undo?: {
    readonly label: string;
    /** The label with the action that it undoes, for screen readers. */
    readonly name: string;
    readonly busy?: boolean;
    readonly onTake: () => void;
  };
}

/** Confirms an action and offers to undo it. Takes the focus, because the button of the action has disappeared. */
export const Notice = ({ of, children, undo }: Props) => {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.focus(), [of]);
  return (
    <div ref={element} tabIndex={-1} className={css.notice}>
      <p dir="auto">{children}</p>
      {undo && (
        <Button kind="quiet" aria-disabled={undo.busy} aria-label={undo.name} onClick={() => !undo.busy && undo.onTake()}>
          {undo.label}
        </Button>
      )}
    </div>
  );
};
