import type { PanelView } from '@onhook/contract';
import { Cord } from '../../../design/cord/index.ts';
import { Paragraph, type ScreenProps } from '../../../design/panel/screen.tsx';
import { time } from '../../../design/panel/time-words.ts';
import { m } from '../../../generated/messages/messages.js';

type Pending = NonNullable<NonNullable<PanelView['offer']>['pending']>;

const words = {
  later: { title: m.offer_kept, how: m.offer_kept_how },
  skipped: { title: m.offer_staying, how: m.offer_staying_how },
  'not-relevant': { title: m.offer_fine, how: m.offer_fine_how },
} as const;

/** Screen for the seconds in which an answer can be taken back: the line opens, and one button undoes the answer. */
export const answeredScreen = (
  { answer, takesEffectAt }: Pending,
  width: number,
  ways: { readonly onUndo: () => void; readonly onNow: () => void; readonly disabled: boolean },
): ScreenProps => ({
  start: m.panel_opens_at({ time: time(takesEffectAt) }),
  picture: <Cord progress={1} width={width} size="offer" />,
  title: words[answer].title(),
  main: { label: m.offer_undo(), disabled: ways.disabled, onTake: ways.onUndo },
  ways: [{ label: m.offer_open_now(), onTake: ways.onNow }],
  escape: null,
  children: <Paragraph>{words[answer].how()}</Paragraph>,
});
