import { useLayoutEffect, useState } from 'react';
import { Cord } from '../../design/cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import { useSlice } from '../../local-store/use-slice.ts';
import { outboxSlice } from '../../api/outbox/index.ts';
import type { OutsideProps } from './outside.tsx';
import css from './panel.module.css';
import { phaseOf } from '../../features/recovery/panel/phase.ts';
import { announce, announcement, dropAnnouncement } from '../../design/panel/announce.ts';
import { Screen } from '../../design/panel/screen.tsx';
import { SignedIn } from './signed-in.tsx';
import { type Connected, usePanel } from '../../api/panel/use-panel.ts';
import { useRoom } from '../../design/panel/use-room.ts';
import { useWidth } from '../../design/panel/width.ts';
import { time } from '../../design/panel/time-words.ts';

/** Returns the text for a lost connection: whether the recovery continues, or how old the view is, and how many requests wait. */
const useOfflineText = ({ panel, answered, trueUntil }: Connected, isShort: boolean): string => {
  const view = panel.kind === 'on' ? panel.view : null;
  const [outbox] = useSlice(view?.person.person ?? '', outboxSlice);
  const waiting = outbox?.waiting.length ?? 0;
  const asOf = trueUntil !== null && time(trueUntil);
  const sentence = view?.recovery
    ? m.panel_offline()
    : !asOf
      ? m.offline_nothing()
      : answered || isShort
        ? m.offline_stream({ time: asOf })
        : m.offline_as_of({ time: asOf });
  return waiting > 0 ? `${sentence} ${m.offline_waiting({ n: waiting })}` : sentence;
};

/** The panel, or the screen for people who have none, with the live region that all screens share. */
export const Panel = () => {
  const connected = usePanel();
  const { panel } = connected;
  const [{ text, how }, setAnnounced] = useState(announcement.get);
  useLayoutEffect(() => announcement.subscribe(() => setAnnounced(announcement.get())), []);
  const width = useWidth();
  const outside = panel.kind === 'signed-out' || panel.kind === 'not-an-agent' ? panel.kind : null;
  const Outside = useRoom<OutsideProps>(async () => (await import('./outside.tsx')).Outside, outside !== null);
  const live = panel.kind === 'on' && phaseOf(panel.view, null).kind === 'on-call';
  const seen = how === 'seen' ? text : '';
  const offlineText = useOfflineText(connected, seen !== '');
  // A person who is signed out has no view that could be outdated.
  const problem = outside ? '' : !connected.connected ? offlineText : panel.kind === 'on' && !panel.view.phonesUp ? m.panel_phones_down() : '';
  const status = `${seen} ${problem}`.trim();
  const isHidden = !status || (live && !seen);

  // A message ends with its cause: when the connection is back, and when a call begins or ends.
  useLayoutEffect(() => {
    if (connected.connected) dropAnnouncement();
  }, [live, connected.connected]);

  return (
    <div className={css.panel}>
      {outside && Outside ? (
        <Outside kind={outside} width={width} />
      ) : (
        panel.kind !== 'on' && <Screen picture={<Cord progress={1} width={width} />} title={m.panel_loading()} />
      )}
      {panel.kind === 'on' && <SignedIn key={panel.view.person.person} {...panel} connected={connected.connected} announce={announce} />}
      <p className={isHidden ? css.unsaid : css.status} role="status">
        {live ? seen || m.panel_on_call() : how === 'heard' && !problem ? text : status}
      </p>
    </div>
  );
};
