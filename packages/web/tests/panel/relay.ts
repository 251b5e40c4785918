import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Relays connections to a server. While it swallows, its sockets stay open and no byte passes, as behind a router that forgot them. */
export const startRelay = async (to: string) => {
  const sockets = new Set<Socket>();
  const pairs = new Set<() => void>();
  let swallowing = false;

  const server = createServer((near) => {
    near.on('error', () => near.destroy()).on('close', () => sockets.delete(near));
    sockets.add(near);
    // A connection from a time of swallowing stays dead, as it does behind a real router.
    if (swallowing) return void near.resume();
    const far = connect(Number(new URL(to).port), '127.0.0.1');
    sockets.add(far);
    far.on('error', () => near.destroy()).on('close', () => {
      sockets.delete(far);
      if (pairs.has(cut)) near.destroy();
    });
    const cut = (): void => {
      pairs.delete(cut);
      near.unpipe(far);
      far.unpipe(near);
      near.resume();
      far.resume();
    };
    pairs.add(cut);
    near.on('close', () => far.destroy());
    near.pipe(far, { end: false });
    far.pipe(near, { end: false });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallow: (): void => {
      swallowing = true;
      for (const cut of [...pairs]) cut();
    },
    /** Lets new connections pass again. */
    pass: (): void => {
      swallowing = false;
    },
    close: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
