import type { AgentStateName } from '@onhook/contract';
import type { ReactNode } from 'react';
import { m } from '../../../generated/messages/messages.js';
import css from './state.module.css';

const words: Readonly<Record<AgentStateName, () => string>> = {
  available: m.lead_state_available,
  ringing: m.lead_state_ringing,
  'on-call': m.lead_state_on_call,
  'wrap-up': m.lead_state_wrap_up,
  paused: m.lead_state_paused,
  'logged-out': m.lead_state_logged_out,
  unknown: m.lead_state_unknown,
};
export const stateWord = (state: AgentStateName): string => words[state]();

/** Shapes of the states. A fuller shape is busier: an open ring can take a call, a full disc is on one, two bars are paused. */
const shapes: Readonly<Record<AgentStateName, ReactNode>> = {
  available: <circle cx="7" cy="7" r="4.75" className={css.line} />,
  ringing: (
    <>
      <circle cx="7" cy="7" r="4.75" className={css.line} />
      <circle cx="7" cy="7" r="2" className={css.fill} />
    </>
  ),
  'on-call': <circle cx="7" cy="7" r="5.5" className={css.fill} />,
  'wrap-up': (
    <>
      <circle cx="7" cy="7" r="4.75" className={css.line} />
      <path d="M7 2.25a4.75 4.75 0 0 0 0 9.5z" className={css.fill} />
    </>
  ),
  paused: <path d="M4.5 2.5v9M9.5 2.5v9" className={css.bars} />,
  'logged-out': <path d="M3 7h8" className={css.line} />,
  unknown: <circle cx="7" cy="7" r="4.75" className={`${css.line} ${css.dotted}`} />,
};

/** Shape of a state, hidden from screen readers because the state's name is next to it. */
export const StateShape = ({ state }: { readonly state: AgentStateName }) => (
  <svg className={`${css.shape} ${state === 'available' ? css.open : ''}`} viewBox="0 0 14 14" aria-hidden="true" focusable="false">
    {shapes[state]}
  </svg>
);
