import type { PanelView } from '@onhook/contract';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { serverClock } from '../../../api/server-clock.ts';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './idle.module.css';
import type { CarryItem } from '../../carry/shared/index.ts';
import { takeUp } from '../../reset/panel/index.ts';
import { announce } from '../../../design/panel/announce.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import type { OutboxRequest } from '../../../api/outbox/index.ts';
import type { Client } from '../../../api/client.ts';
import { length } from '../../../design/panel/time-words.ts';
import { lineWords } from './line-words.ts';

export interface IdleProps<RoomId extends string> {
  /** Rooms that can be opened, in the order shown. */
  readonly rooms: readonly { readonly id: RoomId; readonly label: () => string }[];
  readonly view: PanelView;
  readonly width: number;
  readonly act: Client;
  /** True while an interrupted reset waits. */
  readonly aside: boolean;
  readonly sendEventually: (call: OutboxRequest) => Promise<boolean>;
  /** Items of the carry list that are due. */
  readonly due: readonly CarryItem[];
  readonly onOpen: (room: RoomId) => void;
  readonly onPhrases: () => void;
  /** Notice of requests from colleagues. */
  readonly notice: ReactNode;
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

/** Screen between calls: the state of the line, and two requests that the agent can make. */
export const Idle = <RoomId extends string>({ rooms, view, width, act, sendEventually, aside, due, onOpen, onPhrases, notice }: IdleProps<RoomId>) => {
  const { line, lastClosed, tappable, today } = view;
  const [sending, setSending] = useState(false);
  const closed = useClosedWords(lastClosed);
  const words = line && lineWords(line);
  // Minutes protect nothing on a line that is paused for something else, so the server would refuse them.
  const isPausedByAnother = line?.state === 'paused' && view.recovery === null;
  const mayAsk = line !== null && line.state !== 'logged-out' && line.state !== 'unknown' && !isPausedByAnother;
  const judgedHard = tappable !== null && tappable.level >= 2;
  const opposite = judgedHard ? 'fine' : 'hard';

  const once = async (send: () => Promise<unknown>): Promise<void> => {
    setSending(true);
    await send();
    setSending(false);
  };

  const askForMinute = async (): Promise<void> => {
    const reply = await act('POST /api/recoveries');
    if (reply.kind === 'refused' && reply.error === 'no-longer-possible') announce(m.panel_need_refused());
  };

  const tap = async (as: 'hard' | 'fine' | null): Promise<void> => {
    if (!tappable) return;
    const { call, leg } = tappable;
    const input = { params: { call, leg }, body: { tap: as, at: serverClock.now() } };
    await sendEventually({ key: 'POST /api/calls/:call/:leg/tap', input });
  };

  return (
    <Screen
      start={words?.edge}
      picture={<Cord progress={1} width={width} />}
      title={words?.sentence ?? m.panel_idle_unknown()}
    >
      {closed && <Paragraph>{closed}</Paragraph>}
      {isPausedByAnother && <Paragraph>{m.panel_need_after_pause()}</Paragraph>}
      {today.bankedMs > 0 && <Paragraph>{m.panel_banked({ length: length(today.bankedMs) })}</Paragraph>}
      {tappable?.tap && <Paragraph>{tappable.tap === 'hard' ? m.panel_tapped_hard() : m.panel_tapped_fine()}</Paragraph>}
      {notice}
      {due[0] && (
        <div className={css.due}>
          <p dir="auto">{m.carry_due_now({ text: due[0].text })}</p>
          {due.length > 1 && <p>{m.carry_due_more({ n: due.length - 1 })}</p>}
        </div>
      )}
      <div className={css.asks}>
        {mayAsk && (
          <Button disabled={sending} onClick={() => void once(askForMinute)}>
            {m.panel_need()}
          </Button>
        )}
        {tappable?.tap === 'hard' && (
          <Button disabled={sending} onClick={() => void once(() => tap(null))}>
            {m.panel_tap_undo()}
          </Button>
        )}
        {tappable && tappable.tap === null && (
          <Button
            disabled={sending}
            onClick={() => void once(() => tap(opposite))}
          >
            {judgedHard ? m.panel_was_fine() : m.panel_was_hard()}
          </Button>
        )}
        {aside && (
          <Button kind="quiet" onClick={takeUp}>
            {m.panel_take_up()}
          </Button>
        )}
      </div>
      <nav className={css.rooms} aria-label={m.panel_rooms()}>
        <Button kind="quiet" aria-keyshortcuts="/ Control+K" onClick={onPhrases}>
          {m.phrases_open()} <kbd className={css.key}>/</kbd>
        </Button>
        {rooms.map(({ id, label }) => (
          <Button key={id} kind="quiet" onClick={() => onOpen(id)}>
            {label()}
          </Button>
        ))}
      </nav>
    </Screen>
  );
};
