import { deriveKeyInThisThread, type KeyDerivation } from '@onhook/vault';

/** Stretches a passphrase in a thread of its own, so that the page goes on answering; where there is none, in the page. */
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
    // Its script may not be there without a connection, and a frame may be refused its workers.
    worker.addEventListener('error', () => end(null));
    worker.addEventListener('message', ({ data }: MessageEvent<CryptoKey | null>) => end(data));
    worker.postMessage(work, { transfer: [] });
  });
