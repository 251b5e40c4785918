import { deriveKeyInThisThread, type KeyDerivation } from '@onhook/vault';

addEventListener('message', ({ data }: MessageEvent<KeyDerivation>) => {
  // Replies with a non-extractable key object instead of bytes.
  void deriveKeyInThisThread(data).then(
    (key) => postMessage(key),
    () => postMessage(null),
  );
});
