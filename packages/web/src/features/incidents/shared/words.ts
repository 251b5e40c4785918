import type { CallFacts, DutyView, IncidentView } from '@onhook/contract';
import { m } from '../../../generated/messages/messages.js';

export const kindName: Readonly<Record<IncidentView['kind'], () => string>> = {
  insults: m.incidents_kind_insults,
  threat: m.incidents_kind_threat,
  sexual: m.incidents_kind_sexual,
  hate: m.incidents_kind_hate,
  persistent: m.incidents_kind_persistent,
  other: m.incidents_kind_other,
};

export const dutyName: Readonly<Record<DutyView['duty'], () => string>> = {
  'break-given': m.incidents_duty_break,
  'support-offered': m.incidents_duty_support,
  'customer-moved-on': m.incidents_duty_customer,
  'followed-up': m.incidents_duty_follow_up,
};

/** Reader of the sentences: the agent concerned, or a lead. */
type Reader = 'agent' | 'lead';

const ended = (by: CallFacts['endedBy'], reader: Reader): readonly string[] => {
  switch (by) {
    case 'agent':
      return [reader === 'agent' ? m.incidents_ended_agent() : m.incidents_ended_by_agent()];
    case 'caller':
      return [m.incidents_ended_caller()];
    case 'transfer':
      return [m.incidents_ended_transfer()];
    case 'unknown':
      return [];
  }
};

/** Facts of the phone system about a call, one line each. `length` and `when` format times for the screen. */
export const factLines = (
  facts: CallFacts,
  reader: Reader,
  { when, length }: { readonly when: (at: number) => string; readonly length: (ms: number) => string },
): readonly string[] => [
  m.incidents_fact_call({ queue: facts.queue, when: when(facts.startedAt) }),
  ...(facts.talkSeconds === null ? [] : [m.incidents_fact_talked({ length: length(Math.round(facts.talkSeconds) * 1000) })]),
  facts.holds === 0 ? m.incidents_fact_not_held() : m.incidents_fact_held({ n: facts.holds, length: length(facts.heldMs) }),
  ...ended(facts.endedBy, reader),
];
