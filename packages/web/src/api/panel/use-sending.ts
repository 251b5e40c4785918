import type { ErrorName } from '@onhook/contract';
import { useEffect } from 'react';
import { m } from '../../generated/messages/messages.js';
import { type OutboxRequest, deliver, flush, onLateRefusal } from '../outbox/index.ts';
import type { Announce } from '../../design/panel/announce.ts';
import { type Client, sendNow } from '../client.ts';
import { problemOf } from './problem.ts';

/** Two ways to send an agent's action. Both announce a failure to the agent. */
export interface Sending {
  /** Sends an action that is useful only now. */
  readonly act: Client;
  /** Sends an action that is still valid when it arrives late. Resolves to false when it is refused for good. */
  readonly sendEventually: (call: OutboxRequest) => Promise<boolean>;
}

const isRating = ({ key }: OutboxRequest): boolean => key === 'POST /api/calls/:call/:leg/tap';

/** Message for a refused rating of a call. A late refusal is announced for ratings only. */
const ratingRefusal = (error: ErrorName): string => (error === 'no-longer-possible' ? m.offline_tap_too_late() : m.panel_failed());

export const useSending = (person: string, connected: boolean, announce: Announce): Sending => {
  useEffect(() => {
    if (connected) void flush(person);
  }, [connected, person]);
  useEffect(
    () =>
      onLateRefusal(({ call }, error) => {
        if (isRating(call)) announce(ratingRefusal(error));
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
      announce(isRating(call) ? ratingRefusal(outcome.error) : problemOf(outcome));
      return false;
    },
  };
};
