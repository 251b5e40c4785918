import { useCallback, useState } from 'react';
import { Cord } from '../../design/cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import { useSlice } from '../../local-store/use-slice.ts';
import { outboxSlice } from '../../api/outbox/index.ts';
import type { OutsideProps } from './outside.tsx';
import css from './panel.module.css';
import { phaseOf } from '../../features/recovery/panel/phase.ts';
import type { Announce } from '../../design/panel/announce.ts';
import { Screen } from '../../design/panel/screen.tsx';
import { SignedIn } from './signed-in.tsx';
import { type Panel as PanelState, usePanel } from '../../api/panel/use-panel.ts';
import { useRoom } from '../../design/panel/use-room.ts';
import { useWidth } from '../../design/panel/width.ts';
import { time } from '../../design/panel/time-words.ts';

/** The words for a lost connection: that a running recovery goes on or how old the view is, and how many calls wait to be sent. */
const useAwayWords = (panel: PanelState, trueUntil: number | null): string => {
  const view = panel.kind === 'on' ? panel.view : null;
  const [outbox] = useSlice(view?.person.person ?? '', outboxSlice);
  const waiting = outbox?.waiting.length ?? 0;
  const sentence = view?.recovery || trueUntil === null ? m.panel_offline() : m.offline_as_of({ time: time(trueUntil) });
  return waiting > 0 ? `${sentence} ${m.offline_waiting({ n: waiting })}` : sentence;
};

/** The panel for the signed-in agent or for others, with a live region below that all screens share. */
export const Panel = () => {
  const { panel, connected, trueUntil } = usePanel();
  const [announced, setAnnounced] = useState({ text: '', how: 'seen' });
  // Clearing the announcements for screen readers must not clear a visible message.
  const announce: Announce = useCallback(
    (text, how = 'seen') => setAnnounced((before) => (text === '' && how === 'heard' && before.how === 'seen' ? before : { text, how })),
    [],
  );
  const width = useWidth();
  const outside = panel.kind === 'signed-out' || panel.kind === 'not-an-agent' ? panel.kind : null;
  const Outside = useRoom<OutsideProps>(async () => (await import('./outside.tsx')).Outside, outside !== null);
  const live = panel.kind === 'on' && phaseOf(panel.view, null).kind === 'on-call';
  const phonesDown = panel.kind === 'on' && !panel.view.phonesUp;
  const away = useAwayWords(panel, trueUntil);
  const wrong = !connected ? away : phonesDown ? m.panel_phones_down() : '';
  const status = announced.how === 'seen' && announced.text ? announced.text : wrong;
  const spoken = announced.how === 'heard' && !wrong ? announced.text : status;

  return (
    <div className={css.panel}>
      {outside && Outside ? (
        <Outside kind={outside} width={width} />
      ) : (
        panel.kind !== 'on' && <Screen picture={<Cord progress={1} width={width} />} title={m.panel_loading()} />
      )}
      {panel.kind === 'on' && <SignedIn key={panel.view.person.person} {...panel} connected={connected} announce={announce} />}
      <p className={live || !status ? css.unsaid : css.status} role="status">
        {live ? m.panel_on_call() : spoken}
      </p>
    </div>
  );
};
