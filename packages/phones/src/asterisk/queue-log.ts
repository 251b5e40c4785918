import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** One line of Asterisk's queue_log. */
export interface QueueLogEntry {
  /** Whole seconds by the phone system's clock, as epoch milliseconds; the event came in this second. */
  readonly at: number;
  /** Unique id of the caller's channel; 'NONE' for events without a call. */
  readonly call: string;
  readonly queue: string;
  /** Name of the member, or its interface where it has no name; 'NONE' without one. */
  readonly agent: string;
  readonly event: string;
  readonly fields: readonly string[];
  /** The line as it was read, which identifies it. */
  readonly text: string;
}

/** Entries that were read from a queue_log and its rotated files. */
export interface QueueLogRead {
  /** Entries in the order in which they were written. */
  readonly entries: readonly QueueLogEntry[];
  /** False when the readable files begin after the time from which entries were wanted, and older files are compressed. */
  readonly isComplete: boolean;
}

/** Bytes that are read at once, from the end of a file backwards. */
const CHUNK_BYTES = 256 * 1024;
/** Most bytes that are read of all files together: about a million entries. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * Parses one line of a queue_log. A line that was not written whole, or that is no entry, gives null.
 *
 * @example parseQueueLogLine('1795290509|c.1|support|Alice|COMPLETEAGENT|1|5|1')?.event // 'COMPLETEAGENT'
 */
export const parseQueueLogLine = (text: string): QueueLogEntry | null => {
  const [seconds = '', call = '', queue = '', agent = '', event = '', ...fields] = text.split('|');
  if (!/^\d{9,11}(\.\d+)?$/.test(seconds) || event === '') return null;
  return { at: Math.floor(Number(seconds)) * 1000, call, queue, agent, event, fields, text };
};

const linesOf = (bytes: Buffer): string[] => bytes.toString('utf8').split('\n').map((line) => line.replace(/\r$/, ''));

interface FileRead {
  readonly entries: QueueLogEntry[];
  /** True when the file has an entry from before the wanted time, so that no older file is needed. */
  readonly reachesBack: boolean;
  readonly bytes: number;
}

/** Reads one file from its end backwards, as far as needed. What follows the last line break is still being written. */
const readFile = async (file: string, from: number, mostBytes: number): Promise<FileRead> => {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const found: QueueLogEntry[][] = [];
    let end = size;
    let rest = Buffer.alloc(0);
    let isTail = true;
    let bytes = 0;
    while (end > 0 && bytes < mostBytes) {
      const start = Math.max(0, end - CHUNK_BYTES);
      const chunk = Buffer.alloc(end - start);
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, start);
      bytes += bytesRead;
      let text = Buffer.concat([chunk.subarray(0, bytesRead), rest]);
      if (isTail) {
        const last = text.lastIndexOf(0x0a);
        if (last < 0 && start > 0) {
          rest = text;
          end = start;
          continue;
        }
        text = text.subarray(0, last + 1);
        isTail = false;
      }
      // The first line of a chunk may have begun in the chunk before.
      const firstBreak = start === 0 ? -1 : text.indexOf(0x0a);
      if (start > 0 && firstBreak < 0) {
        rest = text;
        end = start;
        continue;
      }
      const whole = linesOf(text.subarray(firstBreak + 1)).flatMap((line) => parseQueueLogLine(line) ?? []);
      rest = text.subarray(0, firstBreak + 1);
      end = start;
      found.push(whole.filter(({ at }) => at >= from));
      if (whole.some(({ at }) => at < from)) return { entries: found.reverse().flat(), reachesBack: true, bytes };
    }
    return { entries: found.reverse().flat(), reachesBack: false, bytes };
  } finally {
    await handle.close();
  }
};

const isCompressed = (name: string): boolean => /\.(gz|bz2|xz|zst)$/.test(name);

/** Rotated files of a queue_log, the newest first; `compressed` when there are some that cannot be read. */
const rotatedFiles = async (file: string): Promise<{ readonly files: readonly string[]; readonly compressed: boolean }> => {
  const folder = path.dirname(file);
  const base = path.basename(file);
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${base}.`) || name.startsWith(`${base}-`));
  const dated = await Promise.all(
    names.filter((name) => !isCompressed(name)).map(async (name) => ({ file: path.join(folder, name), at: (await stat(path.join(folder, name))).mtimeMs })),
  );
  return { files: dated.toSorted((a, b) => b.at - a.at).map((one) => one.file), compressed: names.some(isCompressed) };
};

/**
 * Reads the entries of a queue_log since a time, from its rotated files too (`queue_log.1`, `queue_log-20261128`). A last line
 * that is still being written is left out.
 *
 * @param from epoch milliseconds by the phone system's clock
 * @throws Error when the file cannot be read
 */
export const readQueueLog = async (file: string, from: number): Promise<QueueLogRead> => {
  let read = await readFile(file, from, MOST_BYTES);
  let bytes = read.bytes;
  const parts = [read.entries];
  if (read.reachesBack) return { entries: read.entries, isComplete: true };
  const { files, compressed } = await rotatedFiles(file);
  for (const older of files) {
    if (bytes >= MOST_BYTES) return { entries: parts.reverse().flat(), isComplete: false };
    read = await readFile(older, from, MOST_BYTES - bytes);
    bytes += read.bytes;
    parts.push(read.entries);
    if (read.reachesBack) return { entries: parts.reverse().flat(), isComplete: true };
  }
  return { entries: parts.reverse().flat(), isComplete: !compressed && bytes < MOST_BYTES };
};
