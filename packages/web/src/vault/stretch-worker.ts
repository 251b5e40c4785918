import { deriveKeyInThisThread, type KeyDerivation } from '@onhook/vault';

addEventListener('message', ({ data }: MessageEvent<KeyDerivation>) => {
  // A key, and not its bytes: what goes back cannot be read either.
  void deriveKeyInThisThread(data).then(
    (key) => postMessage(key),
    () => postMessage(null),
  );
});
