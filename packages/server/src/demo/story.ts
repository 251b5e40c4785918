import type { WishView } from '@onhook/contract';
import type { FastifyInstance } from 'fastify';
import type { PersonId } from '@onhook/core/ids';
import { sessionCookieName } from '../platform/http/session-cookie.ts';
import type { Running } from '../serve.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Asks the running server as one person, by the same routes that the browser uses; throws what the server refuses. */
type Ask = (person: string, method: 'GET' | 'POST', url: string, body?: object) => Promise<unknown>;

interface Step {
  /** Time from the opening of the imaginary morning, in milliseconds. */
  readonly afterMs: number;
  readonly run: (ask: Ask, now: number) => Promise<void>;
}

/** Asks the lead of the first two teams for something. */
const askLead = async (ask: Ask, person: string, request: string, wish: WishView): Promise<void> => {
  await ask(person, 'POST', '/api/debrief/requests', { request, wish, reach: { kind: 'lead', person: 'ines-carvalho' }, share: null });
};

/** The events of the imaginary morning that people make, oldest first. */
const steps: readonly Step[] = [
  {
    afterMs: 20 * minuteMs,
    run: async (ask) => {
      await ask('ines-carvalho', 'POST', '/api/teams/billing/phrases/imaginary-1', {
        situation: 'time',
        text: 'Let me look at the bill itself before I answer that.',
        when: 'When a caller argues about a sum that you have not seen yet.',
        avoid: 'Guessing the sum.',
      });
      await ask('ines-carvalho', 'POST', '/api/teams/billing/phrases/imaginary-2', {
        situation: 'mistake',
        text: 'That was our mistake, and I’ll put it right today.',
        when: 'When the bill is wrong on our side.',
        avoid: 'Explaining how it happened before it is put right.',
      });
    },
  },
  {
    afterMs: 25 * minuteMs,
    run: async (ask) => {
      for (const colleague of ['diego-fuentes', 'aisha-rahman']) {
        await ask('maya-lindqvist', 'POST', '/api/circle', { person: colleague });
        await ask(colleague, 'POST', '/api/circle/maya-lindqvist/answer', { answer: 'agree' });
      }
      await ask('callum-fraser', 'POST', '/api/circle', { person: 'maya-lindqvist' });
    },
  },
  {
    afterMs: 40 * minuteMs,
    run: (ask) => askLead(ask, 'priya-raghavan', 'imaginary-word', { kind: 'word' }),
  },
  {
    afterMs: 42 * minuteMs,
    run: async (ask, now) => {
      await ask('ines-carvalho', 'POST', '/api/debrief/requests/imaginary-word/answer', { answer: { kind: 'coming' } });
      await ask('ines-carvalho', 'POST', '/api/debrief/requests/imaginary-word/follow-up', { at: now + 3 * dayMs });
    },
  },
  {
    afterMs: 80 * minuteMs,
    run: (ask) => askLead(ask, 'piet-van-dijk', 'imaginary-space', { kind: 'space', space: 'ten-minutes' }),
  },
  {
    afterMs: 82 * minuteMs,
    run: async (ask) => {
      await ask('ines-carvalho', 'POST', '/api/debrief/requests/imaginary-space/gifts', {
        gift: 'imaginary-ten',
        what: { kind: 'break', minutes: 10 },
      });
    },
  },
  {
    afterMs: 95 * minuteMs,
    run: async (ask, now) => {
      const seenBy = ['ines-carvalho'];
      await ask('callum-fraser', 'POST', '/api/incidents', {
        incident: 'imaginary-threat',
        call: null,
        happenedAt: now - 3 * dayMs,
        kind: 'threat',
        severity: 'Frightening. He knew where the office is.',
        happened: 'He wanted a refund that the terms do not allow. When I said so, he said he would wait for me at the gate.',
        done: 'Asked him to stop, warned him, ended the call.',
        seenBy,
      });
      await ask('chiara-bianchi', 'POST', '/api/incidents', {
        incident: 'imaginary-insults',
        call: null,
        happenedAt: now - dayMs,
        kind: 'insults',
        severity: 'Bad, ten minutes of it.',
        happened: 'Insults about my accent from the first sentence on, because a payment was taken twice.',
        done: 'Asked twice to keep to the bill, then handed the call to Inês.',
        seenBy,
      });
    },
  },
  {
    afterMs: 100 * minuteMs,
    run: async (ask) => {
      await ask('ines-carvalho', 'GET', '/api/team-incidents/imaginary-threat');
      for (const duty of ['break-given', 'support-offered']) {
        await ask('ines-carvalho', 'POST', `/api/team-incidents/imaginary-threat/duties/${duty}`, { done: true });
      }
    },
  },
  {
    afterMs: 147 * minuteMs,
    run: (ask) => askLead(ask, 'aisha-rahman', 'imaginary-wait-1', { kind: 'space', space: 'ten-minutes' }),
  },
  {
    afterMs: 149 * minuteMs,
    run: (ask) => askLead(ask, 'callum-fraser', 'imaginary-wait-2', { kind: 'word' }),
  },
];

/** Creates an asker that signs in each person once. */
const createAsk = ({ context }: Pick<Running, 'context'>, app: Pick<FastifyInstance, 'inject'>): Ask => {
  const cookies = new Map<string, Promise<string>>();
  const headers = { 'x-onhook': '1' };
  const signIn = async (person: string): Promise<string> => {
    const { token } = await context.signIn.makeLink(person as PersonId, minuteMs);
    const reply = await app.inject({ method: 'POST', url: '/api/session', headers, payload: { token } });
    const cookie = reply.cookies.find(({ name }) => name === sessionCookieName(context));
    if (!cookie) throw new Error(`${person} could not sign in: ${reply.body}`);
    return `${cookie.name}=${cookie.value}`;
  };
  return async (person, method, url, body) => {
    const cookie = await (cookies.get(person) ?? cookies.set(person, signIn(person)).get(person)!);
    const reply = await app.inject({ method, url, headers: { ...headers, cookie }, ...(body && { payload: body }) });
    if (reply.statusCode >= 300) throw new Error(`${person}, ${method} ${url}: ${reply.statusCode} ${reply.body}`);
    return reply.json();
  };
};

/**
 * Creates the teller of the demo's story: a circle, team phrases, requests, a time grant and released incidents, made by the same
 * routes that browsers use.
 *
 * @param opensAt epoch milliseconds of the morning's opening
 * @returns a function that runs the steps due at `now` (epoch milliseconds); call it with times that rise
 */
export const createStory = (running: Pick<Running, 'context' | 'app'>, opensAt: number): ((now: number) => Promise<void>) => {
  const ask = createAsk(running, running.app);
  const waiting = [...steps];
  return async (now) => {
    while (waiting[0] && opensAt + waiting[0].afterMs <= now) await waiting.shift()!.run(ask, now);
  };
};
