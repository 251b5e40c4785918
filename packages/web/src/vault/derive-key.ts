import { deriveKeyInThisThread, type KeyDerivation } from '@onhook/vault';

/** Derives a key from a passphrase in a worker, so that the page stays responsive. Without workers, derives it in the page. */
export const deriveKeyInWorker = (work: KeyDerivation): Promise<CryptoKey> =>
  new Promise((resolve, reject) => {
    let worker: Worker;
    const deriveHere = (): void => void deriveKeyInThisThread(work).then(resolve, reject);
    try {
      worker = new Worker(new URL('./derive-key-worker.ts', import.meta.url), { type: 'module' });
    } catch {
      return deriveHere();
    }
    const end = (key: CryptoKey | null): void => {
      worker.terminate();
      if (key) resolve(key);
      else deriveHere();
    };
    // Without a connection the worker's script may be missing, and a frame may not be allowed to start workers.
    worker.addEventListener('error', () => end(null));
    worker.addEventListener('message', ({ data }: MessageEvent<CryptoKey | null>) => end(data));
    worker.postMessage(work, { transfer: [] });
  });
