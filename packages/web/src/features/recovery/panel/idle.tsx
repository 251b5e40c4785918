import type { PanelView } from '@onhook/contract';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './idle.module.css';
import type { CarryItem } from '../../carry/shared/index.ts';
import { takeUp } from '../../reset/panel/index.ts';
import { announce } from '../../../design/panel/announce.ts';
import { useScreen } from '../../../design/panel/use-screen.ts';
import type { OutboxRequest } from '../../../api/outbox/index.ts';
import type { Client } from '../../../api/client.ts';
import { time } from '../../../design/panel/time-words.ts';
import { Day } from './day.tsx';
import { LastCall } from './last-call.tsx';
import { lineWords } from './line-words.ts';
import { useOwnDay } from './use-own-day.ts';

export interface IdleProps {
  readonly view: PanelView;
  readonly width: number;
  readonly act: Client;
  /** True while an interrupted reset waits. */
  readonly aside: boolean;
  readonly sendEventually: (call: OutboxRequest) => Promise<boolean>;
  /** Items of the carry list that are due. */
  readonly due: readonly CarryItem[];
  /** Opens the room in which the agent asks for a word or some space. */
  readonly onAsk: () => void;
  /** Notice of requests from colleagues. */
  readonly notice: ReactNode;
  /** Menu in the corner. */
  readonly menu: ReactNode;
  /** Doors to the rooms. */
  readonly doors: ReactNode;
}

/** Sentence about the end of the last recovery; null when there was none, or while the words are loading. */
const useClosedWords = (lastClosed: PanelView['lastClosed']): string | null => {
  const [wordsOf, setWordsOf] = useState<{ readonly closedWords: typeof import('./closed-words.ts').closedWords } | null>(null);
  const wanted = lastClosed !== null;
  useEffect(() => {
    if (wanted) void import('./closed-words.ts').then(setWordsOf, () => {});
  }, [wanted]);
  return lastClosed && wordsOf && wordsOf.closedWords(lastClosed);
};

/** Screen between calls: the state of the line and the day first, then what the agent can ask for, then the doors. */
export const Idle = ({ view, width, act, sendEventually, aside, due, onAsk, notice, menu, doors }: IdleProps) => {
  const { line, lastClosed, tappable } = view;
  const [sending, setSending] = useState(false);
  const closed = useClosedWords(lastClosed);
  const day = useOwnDay(`${tappable?.endedAt} ${tappable?.tap} ${lastClosed?.at}`);
  const words = line && lineWords(line);
  const title = words?.sentence ?? m.panel_idle_unknown();
  const heading = useScreen(title, null);
  // Minutes protect nothing on a line that is paused for something else, so the server would refuse them.
  const isPausedByAnother = line?.state === 'paused' && view.recovery === null;
  const mayAsk = line !== null && line.state !== 'logged-out' && line.state !== 'unknown' && !isPausedByAnother;

  const askForMinute = async (): Promise<void> => {
    setSending(true);
    const reply = await act('POST /api/recoveries');
    if (reply.kind === 'refused' && reply.error === 'no-longer-possible') announce(m.panel_need_refused());
    setSending(false);
  };

  return (
    <main className={css.home}>
      <header className={css.edge}>
        <span>{words && line && m.home_since({ state: words.edge, time: time(line.since) })}</span>
        {menu}
      </header>
      <div className={css.day}>
        <Day day={day} width={width} />
      </div>
      <div className={css.body}>
        <div className={css.state}>
          <h1 ref={heading} tabIndex={-1} className={css.title}>
            {title}
          </h1>
          {closed && <p className={css.last}>{closed}</p>}
          {isPausedByAnother && <p className={css.last}>{m.panel_need_after_pause()}</p>}
          <LastCall tappable={tappable} lastCall={day?.lastCall ?? null} sendEventually={sendEventually} />
          {notice}
          {due[0] && (
            <div className={css.due}>
              <p dir="auto">{m.carry_due_now({ text: due[0].text })}</p>
              {due.length > 1 && <p>{m.carry_due_more({ n: due.length - 1 })}</p>}
            </div>
          )}
        </div>
        <div className={css.asks}>
          {mayAsk && (
            <Button kind="main" disabled={sending} onClick={() => void askForMinute()}>
              {m.panel_need()}
            </Button>
          )}
          <Button className={css.word ?? ''} onClick={onAsk}>
            {m.debrief_title()}
          </Button>
          {aside && (
            <Button kind="quiet" onClick={takeUp}>
              {m.panel_take_up()}
            </Button>
          )}
        </div>
        {doors}
      </div>
    </main>
  );
};
