import { stretchHere, type Stretching } from '@onhook/vault';

addEventListener('message', ({ data }: MessageEvent<Stretching>) => {
  // A key, and not its bytes: what goes back cannot be read either.
  void stretchHere(data).then(
    (key) => postMessage(key),
    () => postMessage(null),
  );
});
