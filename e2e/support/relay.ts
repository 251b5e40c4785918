import net from 'node:net';

/** A relay between a server and its phone system or browsers, whose connections the tests cut and restore. */
export interface Relay {
  readonly port: number;
  /** Address that the relay forwards to. */
  readonly toPort: number;
  cut(): void;
  /** From now on a request arrives, and the connection breaks before its answer does. */
  loseAnswers(on: boolean): void;
  mend(): void;
  close(): void;
}

export const startRelay = async (toPort: number): Promise<Relay> => {
  const sockets = new Set<net.Socket>();
  let isCut = false;
  let isLosing = false;
  const relay = net.createServer((near) => {
    if (isCut) return near.destroy();
    const far = net.connect(toPort, '127.0.0.1');
    // The cut comes before the data is passed on.
    far.on('data', () => {
      if (isLosing) near.resetAndDestroy();
    });
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
    toPort,
    cut,
    loseAnswers: (on) => {
      isLosing = on;
    },
    mend: () => {
      isCut = false;
    },
    close: () => {
      cut();
      relay.close();
    },
  };
};
