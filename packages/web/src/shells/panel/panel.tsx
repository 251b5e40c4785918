import { useCallback, useState } from 'react';
import { Cord } from '../../design/cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import { useKept } from '../../local-store/use-kept.ts';
import { outboxSlice } from '../../api/outbox/index.ts';
import type { OutsideProps } from './outside.tsx';
import css from './panel.module.css';
import { phaseOf } from '../../features/recovery/panel/phase.ts';
import type { Say } from '../../design/panel/say.ts';
import { Screen } from '../../design/panel/screen.tsx';
import { SignedIn } from './signed-in.tsx';
import { type Panel as PanelState, usePanel } from '../../api/panel/use-panel.ts';
import { useRoom } from '../../design/panel/use-room.ts';
import { useWidth } from '../../design/panel/width.ts';
import { time } from '../../design/panel/time-words.ts';

/** What is true without a connection: whether minutes go on, of when it is what is shown, and what waits to be sent. */
const useAwayWords = (panel: PanelState, trueUntil: number | null): string => {
  const view = panel.kind === 'on' ? panel.view : null;
  const [outbox] = useKept(view?.person.person ?? '', outboxSlice);
  const waiting = outbox?.waiting.length ?? 0;
  const said = view?.recovery || trueUntil === null ? m.panel_offline() : m.offline_as_of({ time: time(trueUntil) });
  return waiting > 0 ? `${said} ${m.offline_waiting({ n: waiting })}` : said;
};

/** Whose panel it is, and the one live region below whatever it shows. */
export const Panel = () => {
  const { panel, connected, trueUntil } = usePanel();
  const [said, setSaid] = useState({ text: '', how: 'seen' });
  // What stands to be seen is not wiped away for the ear's sake.
  const say: Say = useCallback(
    (text, how = 'seen') => setSaid((before) => (text === '' && how === 'heard' && before.how === 'seen' ? before : { text, how })),
    [],
  );
  const width = useWidth();
  const outside = panel.kind === 'signed-out' || panel.kind === 'not-an-agent' ? panel.kind : null;
  const Outside = useRoom<OutsideProps>(async () => (await import('./outside.tsx')).Outside, outside !== null);
  const live = panel.kind === 'on' && phaseOf(panel.view, null).kind === 'on-call';
  const phonesDown = panel.kind === 'on' && !panel.view.phonesUp;
  const away = useAwayWords(panel, trueUntil);
  const wrong = !connected ? away : phonesDown ? m.panel_phones_down() : '';
  const status = said.how === 'seen' && said.text ? said.text : wrong;
  const spoken = said.how === 'heard' && !wrong ? said.text : status;

  return (
    <div className={css.panel}>
      {outside && Outside ? (
        <Outside kind={outside} width={width} />
      ) : (
        panel.kind !== 'on' && <Screen picture={<Cord progress={1} width={width} />} title={m.panel_loading()} />
      )}
      {panel.kind === 'on' && <SignedIn key={panel.view.person.person} {...panel} connected={connected} say={say} />}
      <p className={live || !status ? css.unsaid : css.status} role="status">
        {live ? m.panel_on_call() : spoken}
      </p>
    </div>
  );
};
