/** Many open streams of one server: raw sockets that send a browser's request and read. */
import { connect } from 'node:net';
import { answerParent } from '../support/program.ts';

export interface Crowd {
  readonly url: string;
  readonly path: string;
  /** Cookie header of each reader. */
  readonly cookies: readonly string[];
}

const atOnce = 64;
let open = 0;
let lost = 0;

const openOne = ({ url, path }: Crowd, cookie: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    let counted = false;
    socket.once('connect', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\nCookie: ${cookie}\r\n\r\n`);
    });
    socket.once('data', (head) => {
      const status = head.subarray(0, 32).toString('latin1').split('\r\n')[0] ?? '';
      if (!status.startsWith('HTTP/1.1 200')) {
        socket.destroy();
        reject(new Error(`a stream was refused: ${status}`));
        return;
      }
      counted = true;
      open += 1;
      // The data is read and dropped.
      socket.resume();
      resolve();
    });
    socket.on('error', reject);
    socket.on('close', () => {
      if (!counted) return;
      open -= 1;
      lost += 1;
    });
  });

const answers = {
  open: async (crowd: Crowd): Promise<number> => {
    const waiting = [...crowd.cookies];
    const openInTurn = async (): Promise<void> => {
      for (let cookie = waiting.pop(); cookie !== undefined; cookie = waiting.pop()) await openOne(crowd, cookie);
    };
    await Promise.all(Array.from({ length: atOnce }, openInTurn));
    return open;
  },
  count: () => ({ open, lost }),
};
export type ReaderAnswers = typeof answers;

answerParent(answers);
