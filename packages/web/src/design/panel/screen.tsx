import { ArrowLeft } from 'lucide';
import type { ReactNode } from 'react';
import { Button } from '../button.tsx';
import { IconButton } from '../icon-button.tsx';
import { Icon } from '../icon.tsx';
import css from './screen.module.css';
import { useScreen, type Way } from './use-screen.ts';

export type { Way };

export interface ScreenProps {
  /** Content at the two top edges: the place, and the time at which it ends. Times of day, no countdown. */
  readonly start?: ReactNode;
  readonly end?: ReactNode;
  readonly back?: Way;
  /** The picture at the top: the cord or the breath. */
  readonly picture: ReactNode;
  readonly title: string;
  /** Identity of the sentence; when it changes, the heading takes the focus. Default: the title. */
  readonly moment?: string;
  readonly children?: ReactNode;
  readonly main?: Way & {
    readonly disabled?: boolean;
    /** The key that presses the button, shown on it. */
    readonly shortcut?: string;
  };
  /** Quiet ways out below the button; Escape takes the first unless `escape` is set. */
  readonly ways?: readonly Way[];
  readonly centred?: boolean;
  /** The way that Escape takes instead of the first; with null, Escape does nothing. */
  readonly escape?: Way | null;
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && target.type !== 'radio' && target.type !== 'checkbox');

/** A screen with one task: a picture on top, one sentence in the lower half, one button, a quiet way out. */
export const Screen = ({ start, end, back, picture, title, moment = title, children, main, ways = [], centred, escape = ways[0] ?? null }: ScreenProps) => {
  const heading = useScreen(moment, escape);
  return (
    <main className={css.screen}>
      <header className={css.edge}>
        <span className={css.start}>
          {back && (
            <IconButton label={back.label} onClick={back.onTake} className={css.back}>
              <Icon of={ArrowLeft} />
            </IconButton>
          )}
          {start}
        </span>
        <span className={css.end}>{end}</span>
      </header>
      <div className={css.picture}>{picture}</div>
      <form
        className={`${css.words} ${centred ? css.centred : ''}`}
        onSubmit={(event) => {
          event.preventDefault();
          if (!main?.disabled) main?.onTake();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.target instanceof HTMLHeadingElement && !main?.disabled) main?.onTake();
        }}
      >
        <div className={css.said}>
          <h1 ref={heading} tabIndex={-1} className={css.title}>
            {title}
          </h1>
          {children}
        </div>
        {(main || ways.length > 0) && (
          <div className={css.actions}>
            {main && (
              <Button
                kind="main"
                type="submit"
                disabled={main.disabled ?? false}
                {...(main.shortcut && { 'aria-keyshortcuts': 'Enter' })}
              >
                {main.label}
                {main.shortcut && (
                  <kbd className={css.key} aria-hidden="true">
                    {main.shortcut}
                  </kbd>
                )}
              </Button>
            )}
            {ways.length > 0 && (
              <div className={css.ways}>
                {ways.map(({ label, cost, onTake }) => (
                  <Button key={label} kind="quiet" onClick={onTake}>
                    {label}
                    {cost && <small>{cost}</small>}
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

/** Small print below the sentence. */
export const Paragraph = ({ children }: { readonly children: ReactNode }) => <p className={css.text}>{children}</p>;
