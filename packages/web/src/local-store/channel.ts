import type { Channel } from './store.ts';

interface ChangeMessage {
  readonly person: string;
  readonly name: string;
}

export const createChannel = (): Channel => {
  const port = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('onhook:kept');
  return {
    announce: (person, name) => port?.postMessage({ person, name } satisfies ChangeMessage),
    listen: (listener) =>
      port?.addEventListener('message', ({ data }: MessageEvent<ChangeMessage>) => listener(data.person, data.name)),
  };
};
