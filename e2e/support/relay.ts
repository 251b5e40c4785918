import net from 'node:net';

/** A relay between a server and its phone system, database or browsers, whose connections the tests cut, hold and restore. */
export interface Relay {
  readonly port: number;
  /** Address that the relay forwards to. */
  readonly toPort: number;
  cut(): void;
  /** From now on a request arrives, and the connection breaks before its answer does. */
  loseAnswers(on: boolean): void;
  /**
   * Waits for data with `first` from the near side, and then for data with `second` on the same connection. That data is
   * held back (`before`), or passed on and its answer held back (`after`), until the release.
   */
  hold(first: string, second: string, when: 'before' | 'after'): Hold;
  mend(): void;
  close(): void;
}

export interface Hold {
  /** Resolves once data is held back. */
  readonly isHolding: Promise<void>;
  /** Passes on the data that was held back, and lets everything after it pass. */
  release(): void;
}

interface Trap extends Hold {
  /** Called with data from the near side; true if the connection is to be held from here. */
  seen(near: net.Socket, data: Buffer): boolean;
  readonly when: 'before' | 'after';
  /** Adds a function that ends the holding of one connection. */
  onRelease(resume: () => void): void;
}

const newTrap = (first: string, second: string, when: Trap['when']): Trap => {
  const armed = new WeakSet<net.Socket>();
  const resumes: (() => void)[] = [];
  let isSprung = false;
  let spring = (): void => {};
  const isHolding = new Promise<void>((resolve) => {
    spring = resolve;
  });
  return {
    isHolding,
    when,
    seen: (near, data) => {
      if (isSprung) return false;
      if (data.includes(first)) armed.add(near);
      if (!armed.has(near) || !data.includes(second)) return false;
      isSprung = true;
      spring();
      return true;
    },
    onRelease: (resume) => void resumes.push(resume),
    release: () => {
      for (const resume of resumes) resume();
    },
  };
};

export const startRelay = async (toPort: number): Promise<Relay> => {
  const sockets = new Set<net.Socket>();
  let isCut = false;
  let isLosing = false;
  let trap: Trap | null = null;
  const relay = net.createServer((near) => {
    if (isCut) return near.destroy();
    const far = net.connect(toPort, '127.0.0.1');
    near.on('data', (data) => {
      const current = trap;
      if (!current?.seen(near, data)) return void far.write(data);
      near.pause();
      far.pause();
      if (current.when === 'after') far.write(data);
      current.onRelease(() => {
        if (current.when === 'before') far.write(data);
        near.resume();
        far.resume();
      });
    });
    far.on('data', (data) => {
      // The cut comes before the data is passed on.
      if (isLosing) near.resetAndDestroy();
      else near.write(data);
    });
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('end', () => other.end());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
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
    hold: (first, second, when) => (trap = newTrap(first, second, when)),
    mend: () => {
      isCut = false;
    },
    close: () => {
      cut();
      relay.close();
    },
  };
};
