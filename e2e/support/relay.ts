import net from 'node:net';

/** A network of one cable between a server and its phone system, to be cut and mended. */
export interface Relay {
  readonly port: number;
  cut(): void;
  mend(): void;
  close(): void;
}

export const startRelay = async (toPort: number): Promise<Relay> => {
  const sockets = new Set<net.Socket>();
  let isCut = false;
  const relay = net.createServer((near) => {
    if (isCut) return near.destroy();
    const far = net.connect(toPort, '127.0.0.1');
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const address = relay.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    cut,
    mend: () => {
      isCut = false;
    },
    close: () => {
      cut();
      relay.close();
    },
  };
};
