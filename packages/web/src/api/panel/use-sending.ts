import type { ErrorName } from '@onhook/contract';
import { useEffect } from 'react';
import { m } from '../../generated/messages/messages.js';
import { type OutboxRequest, deliver, flush, onLateRefusal } from '../outbox/index.ts';
import type { Announce } from '../../design/panel/announce.ts';
import { type Client, sendNow } from '../client.ts';
import { problemOf } from './problem.ts';

/** The two ways to send an action from the panel; both report a failure to the agent. */
export interface Sending {
  /** Sends an action that only makes sense now. */
  readonly act: Client;
  /** Sends an action that still counts when it arrives late; resolves to false if it's finally refused. */
  readonly sendEventually: (call: OutboxRequest) => Promise<boolean>;
}

const isTap = ({ key }: OutboxRequest): boolean => key === 'POST /api/calls/:call/:leg/tap';

/** The message for a refused tap, the same at once and much later. For other calls, the agent sees a refusal only while they wait. */
const tapRefusal = (error: ErrorName): string => (error === 'no-longer-possible' ? m.offline_tap_too_late() : m.panel_failed());

export const useSending = (person: string, connected: boolean, announce: Announce): Sending => {
  useEffect(() => {
    if (connected) void flush(person);
  }, [connected, person]);
  useEffect(
    () =>
      onLateRefusal(({ call }, error) => {
        if (isTap(call)) announce(tapRefusal(error));
      }),
    [announce],
  );

  return {
    act: (async (...args: Parameters<Client>) => {
      announce('');
      const reply = await sendNow(...args);
      if (reply.kind !== 'ok') announce(problemOf(reply));
      return reply;
    }) as Client,
    sendEventually: async (call) => {
      announce('');
      const outcome = await deliver(person, call);
      if (outcome.kind !== 'refused') return true;
      announce(isTap(call) ? tapRefusal(outcome.error) : problemOf(outcome));
      return false;
    },
  };
};
