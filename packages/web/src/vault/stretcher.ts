import { deriveKeyInThisThread, type KeyDerivation } from '@onhook/vault';

/** Derives a key from a passphrase in a worker, so that the page stays responsive; without workers, in the page. */
export const stretchAside = (work: KeyDerivation): Promise<CryptoKey> =>
  new Promise((resolve, reject) => {
    let worker: Worker;
    const here = (): void => void deriveKeyInThisThread(work).then(resolve, reject);
    try {
      worker = new Worker(new URL('./stretch-worker.ts', import.meta.url), { type: 'module' });
    } catch {
      return here();
    }
    const end = (key: CryptoKey | null): void => {
      worker.terminate();
      if (key) resolve(key);
      else here();
    };
    // The worker's script may be missing without a connection, and a frame may not be allowed any workers.
    worker.addEventListener('error', () => end(null));
    worker.addEventListener('message', ({ data }: MessageEvent<CryptoKey | null>) => end(data));
    worker.postMessage(work, { transfer: [] });
  });
