import { ArrowLeft } from 'lucide';
import type { ReactNode } from 'react';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import css from './room.module.css';
import { useScreen, type Way } from './use-screen.ts';

interface Props {
  /** The only way out of the room, at its top; Escape takes it too. Left out where the next step is the only way. */
  readonly back?: Way;
  readonly title: string;
  /** Identity of the room's content; when it changes, the heading takes the focus. Default: the title. */
  readonly moment?: string;
  /** A drawing above the title. */
  readonly picture?: ReactNode;
  readonly children?: ReactNode;
  readonly main?: Way & { readonly disabled?: boolean };
  /** Quiet ways below the main button. */
  readonly ways?: readonly Way[];
  /** The way that Escape takes instead of `back`, or of the first quiet way where there is no `back`; with null, Escape does nothing. */
  readonly escape?: Way | null;
  /** True for a sheet of paper to write on, with a measure that reads well in a wide window. */
  readonly paper?: boolean;
}

/** A room of the panel: one way back at the top, a title that stays at its place, content below. */
export const Room = ({ back, title, moment = title, picture, children, main, ways = [], escape = back ?? ways[0] ?? null, paper = false }: Props) => {
  const heading = useScreen(moment, escape);
  return (
    <main className={`${css.room} ${paper ? css.paper : ''}`}>
      <header className={css.edge}>
        {back && (
          <Button kind="quiet" className={css.back ?? ''} onClick={back.onTake}>
            <Icon of={ArrowLeft} />
            {back.label}
          </Button>
        )}
      </header>
      <form
        className={css.sheet}
        onSubmit={(event) => {
          event.preventDefault();
          if (!main?.disabled) main?.onTake();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.target instanceof HTMLHeadingElement && !main?.disabled) main?.onTake();
        }}
      >
        {picture}
        <h1 ref={heading} tabIndex={-1} className={css.title}>
          {title}
        </h1>
        {children}
        {(main || ways.length > 0) && (
          <div className={css.actions}>
            {main && (
              <Button kind="main" type="submit" disabled={main.disabled ?? false}>
                {main.label}
              </Button>
            )}
            {ways.length > 0 && (
              <div className={css.ways}>
                {ways.map(({ label, onTake }) => (
                  <Button key={label} kind="quiet" onClick={onTake}>
                    {label}
                  </Button>
                ))}
              </div>
            )}
          </div>
        )}
      </form>
    </main>
  );
};
