import type { Logger } from 'pino';

/** Publishes what has happened to every part of the server that subscribed to it; see `events.ts` for the topics. */
export interface Bus<Events> {
  /** Calls every subscriber of `topic` with `event`, in the order they subscribed. Never throws: a subscriber that fails is logged. */
  publish<Topic extends keyof Events>(topic: Topic, event: Events[Topic]): void;
  /** Calls `react` with every later event of `topic`. Returns a function that ends the subscription. */
  subscribe<Topic extends keyof Events>(topic: Topic, react: (event: Events[Topic]) => void): () => void;
}

/**
 * Makes a bus inside this process. Events are not stored: a subscriber gets those that are published after it subscribed.
 *
 * @example
 * const bus = createBus<ServerEvents>(log);
 * const end = bus.subscribe('floor-changed', ({ people }) => push(people));
 */
export const createBus = <Events>(log: Pick<Logger, 'error'>): Bus<Events> => {
  const subscribers = new Map<keyof Events, Set<(event: never) => void>>();
  return {
    publish: (topic, event) => {
      for (const react of subscribers.get(topic) ?? []) {
        try {
          react(event as never);
        } catch (error) {
          log.error({ err: error, topic: String(topic) }, 'a subscriber failed');
        }
      }
    },
    subscribe: (topic, react) => {
      const own = (event: never): void => react(event);
      subscribers.set(topic, (subscribers.get(topic) ?? new Set()).add(own));
      return () => void subscribers.get(topic)?.delete(own);
    },
  };
};
