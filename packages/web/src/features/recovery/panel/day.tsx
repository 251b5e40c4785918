import type { OwnDayView } from '@onhook/contract';
import { Cord } from '../../../design/cord/index.ts';
import { length } from '../../../design/panel/time-words.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './idle.module.css';

/** The day in one sentence; empty while nothing of it is known. */
const daySentence = ({ hardCalls, keptMinutes }: OwnDayView): string => {
  const keptMs = keptMinutes.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0);
  const hard = hardCalls.length;
  return keptMs < 1000 ? m.home_day({ hard }) : m.home_day_kept({ hard, kept: length(keptMs) });
};

interface Props {
  readonly day: OwnDayView | null;
  readonly width: number;
}

/** The agent's own day: the cord, and a sentence below it. */
export const Day = ({ day, width }: Props) => (
  <>
    <div className={css.cord}>
      <Cord progress={1} width={width} />
    </div>
    <p className={css.sentence}>{day && daySentence(day)}</p>
  </>
);
