import { deriveKeyInThisThread, type KeyDerivation } from '@onhook/vault';

addEventListener('message', ({ data }: MessageEvent<KeyDerivation>) => {
  // The reply is a key object and not its bytes, so that it can't be extracted either.
  void deriveKeyInThisThread(data).then(
    (key) => postMessage(key),
    () => postMessage(null),
  );
});
