import type { BoardAgent } from '@onhook/contract';
import { useFormats } from '../../../api/app/session.ts';
import { m } from '../../../generated/messages/messages.js';
import { StateShape, stateWord } from './state.tsx';
import css from './state.module.css';

/** The parts of an agent on the board that say how their phone is now. */
export type AgentOnBoard = Pick<BoardAgent, 'state' | 'since' | 'reason' | 'backBy'>;

/** The state of a phone in one line: its shape, its name, the reason of a pause, and how long it has lasted. */
export const AgentState = ({ agent: { state, since, reason, backBy }, now }: { readonly agent: AgentOnBoard; readonly now: number }) => {
  const formats = useFormats();
  const detail = backBy !== null ? m.lead_recovery({ time: formats.time(backBy) }) : reason;
  const lasts = backBy === null && since !== null && state !== 'logged-out' && state !== 'unknown';
  return (
    <span className={css.whole}>
      <StateShape state={state} />
      <span>
        {backBy === null && stateWord(state)}
        {detail !== null && <span className={backBy === null ? css.detail : ''}> {detail}</span>}
        {lasts && <span className={css.detail}> {formats.minutes(Math.max(0, now - since))}</span>}
      </span>
    </span>
  );
};
