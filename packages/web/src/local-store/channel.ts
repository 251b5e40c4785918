import type { Channel } from './store.ts';

interface Told {
  readonly person: string;
  readonly name: string;
}

export const createChannel = (): Channel => {
  const port = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('onhook:kept');
  return {
    tell: (person, name) => port?.postMessage({ person, name } satisfies Told),
    listen: (hear) =>
      port?.addEventListener('message', ({ data }: MessageEvent<Told>) => hear(data.person, data.name)),
  };
};
