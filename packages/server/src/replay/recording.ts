import { createFrameReader, type Frame } from '@onhook/phones/asterisk';

/** Line of a `.chunks.jsonl` file that accompanies a recording: the time of a read. Lines without `len` record other events. */
export interface Chunk {
  /** Epoch milliseconds. */
  readonly t: number;
  readonly conn: number;
  readonly off: number;
  readonly len?: number;
  readonly end?: boolean;
  readonly error?: string;
}

export type Piece =
  | { readonly kind: 'opened'; readonly at: number }
  | { readonly kind: 'heard'; readonly at: number; readonly frame: Frame }
  | { readonly kind: 'closed'; readonly at: number; readonly because: 'closed' | 'error' };

/** Reads the JSON lines of a `.chunks.jsonl`. */
export const readChunks = (text: string): Chunk[] =>
  text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as Chunk]));

/** Clock for a recording without chunks: the seconds in channel names and member counters, which never go back. */
const createBorrowedClock = (): ((frame: Frame) => number) => {
  let latest = 0;
  return (frame) => {
    for (const key of ['Uniqueid', 'DestUniqueid', 'LastCall', 'LastPause', 'LoginTime']) {
      const seconds = Number(/(?:^|-)(\d{9,11})(?:\.\d+)?$/.exec(frame.get(key) ?? '')?.[1] ?? 0);
      latest = Math.max(latest, seconds * 1000);
    }
    return latest;
  };
};

/** Plays recorded AMI bytes; a change of `conn` is a new connection, and a frame cut by it is lost. */
export function* play(bytes: Uint8Array, chunks?: readonly Chunk[]): Generator<Piece> {
  const borrowed = createBorrowedClock();
  let conn: number | null = null;
  let reader = createFrameReader();
  let closed = false;
  for (const chunk of chunks ?? [{ t: 0, conn: 1, off: 0, len: bytes.length }]) {
    if (chunk.len === undefined) {
      if (chunk.conn !== conn || closed || (chunk.error === undefined && chunk.end === undefined)) continue;
      closed = true;
      yield { kind: 'closed', at: chunk.t, because: chunk.error === undefined ? 'closed' : 'error' };
      continue;
    }
    if (chunk.conn !== conn) {
      if (conn !== null && !closed) yield { kind: 'closed', at: chunk.t, because: 'closed' };
      conn = chunk.conn;
      reader = createFrameReader();
      closed = false;
      yield { kind: 'opened', at: chunk.t };
    }
    for (const read of reader.push(bytes.subarray(chunk.off, chunk.off + chunk.len))) {
      if (read.kind === 'frame')
        yield { kind: 'heard', at: chunks ? chunk.t : borrowed(read.frame), frame: read.frame };
    }
  }
}
