/** An AMI frame. Keys may repeat (Debian's TestEvent does); `get` returns the first, as far as it is certain. */
export interface Frame {
  readonly fields: readonly (readonly [key: string, value: string])[];
  /** Text of the frame, without the blank line at its end. */
  readonly text: string;
  get(key: string): string | undefined;
  all(key: string): readonly string[];
}

/** Result of reading bytes. */
export type Read =
  | { readonly kind: 'banner'; readonly text: string }
  | { readonly kind: 'frame'; readonly frame: Frame }
  /** `began` is the first line of an event or response, which never holds a caller's data. */
  | { readonly kind: 'malformed'; readonly began: string }
  | { readonly kind: 'oversized'; readonly began: string; readonly limitBytes: number };

/** Reader of one connection's bytes. */
export interface FrameReader {
  /** Adds bytes and returns the frames that they complete. */
  push(bytes: Uint8Array): Read[];
}

/** Size in bytes above which a frame is skipped. */
export const MAX_FRAME_BYTES = 1024 * 1024;

const BLANK_LINE = Buffer.from('\r\n\r\n');
const FIRST_BUFFER_BYTES = 16 * 1024;

/**
 * Cuts a byte stream, however it arrives, into AMI frames. Memory is bounded by `maxFrameBytes`: a longer frame is
 * reported once and skipped to its end. A first line without a colon is taken for the server's banner.
 */
export const createFrameReader = (maxFrameBytes = MAX_FRAME_BYTES): FrameReader => {
  let buffer = Buffer.alloc(Math.min(FIRST_BUFFER_BYTES, maxFrameBytes + BLANK_LINE.length));
  let length = 0;
  let searched = 0;
  let atStart = true;
  let skipping = false;

  const append = (bytes: Uint8Array): void => {
    if (length + bytes.length > buffer.length) {
      const grown = Buffer.alloc(Math.max(buffer.length * 2, length + bytes.length));
      buffer.copy(grown, 0, 0, length);
      buffer = grown;
    }
    buffer.set(bytes, length);
    length += bytes.length;
  };

  const discard = (count: number): void => {
    buffer.copyWithin(0, count, length);
    length -= count;
    searched = 0;
  };

  const readBanner = (reads: Read[]): void => {
    const end = buffer.subarray(0, length).indexOf('\r\n');
    if (end < 0) return;
    atStart = false;
    const line = buffer.toString('utf8', 0, end);
    if (end === 0 || line.includes(':')) return;
    reads.push({ kind: 'banner', text: line });
    discard(end + 2);
  };

  const readFrames = (reads: Read[]): void => {
    let from = 0;
    for (;;) {
      // Stray line ends between frames are skipped.
      if (!skipping) while (buffer[from] === 13 && buffer[from + 1] === 10 && from + 2 <= length) from += 2;
      const end = buffer.subarray(0, length).indexOf(BLANK_LINE, Math.max(from, searched));
      if (end < 0) break;
      if (skipping) skipping = false;
      else reads.push(end - from > maxFrameBytes ? oversized(from, end) : parse(buffer.toString('utf8', from, end)));
      from = end + BLANK_LINE.length;
      searched = from;
    }
    if (from > 0) discard(from);
    if (!skipping && length > maxFrameBytes + BLANK_LINE.length) {
      reads.push(oversized(0, length));
      skipping = true;
    }
    // While skipping, only bytes that could begin a blank line are needed.
    if (skipping && length >= BLANK_LINE.length) discard(length - (BLANK_LINE.length - 1));
    searched = Math.max(0, length - (BLANK_LINE.length - 1));
  };

  const oversized = (from: number, to: number): Read => ({
    kind: 'oversized',
    began: beginning(buffer.toString('utf8', from, Math.min(to, from + 80))),
    limitBytes: maxFrameBytes,
  });

  return {
    push(bytes) {
      const reads: Read[] = [];
      // Huge reads are fed in pieces, so that the buffer never holds more than a frame and a piece.
      for (let at = 0; at < bytes.length; at += FIRST_BUFFER_BYTES) {
        append(bytes.subarray(at, at + FIRST_BUFFER_BYTES));
        if (atStart) readBanner(reads);
        readFrames(reads);
      }
      return reads;
    },
  };
};

const beginning = (text: string): string => {
  const line = text.split('\r\n', 1)[0] ?? '';
  return /^(Event|Response): [\w /]{1,40}$/.test(line) ? line : 'neither an event nor a response';
};

/** Channel variables hold text of the dialplan and of callers, which may have line breaks. */
const isVariable = (key: string): boolean => /^(?:\w*Chan)?Variable\b/.test(key);
/** Names of fields as Asterisk writes them; a variable's second line may have a colon too, as in `10:30 or so`. */
const fieldName = /^[A-Za-z][\w-]*(?:\(.*\))?$/;

/**
 * Reads the lines of a frame. Lines that continue a channel variable are skipped. A field counts once: the first one, or
 * the last one of those after a variable, because lines inside a variable may look like fields.
 */
const parse = (text: string): Read => {
  const fields: [string, string][] = [];
  const values = new Map<string, string>();
  const certain = new Set<string>();
  let hasVariables = false;
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    const key = line.slice(0, Math.max(0, colon));
    if (hasVariables && !fieldName.test(key)) continue;
    if (colon <= 0) return { kind: 'malformed', began: beginning(text) };
    const value = line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    hasVariables ||= isVariable(key);
    fields.push([key, value]);
    if (!certain.has(key)) values.set(key, value);
    if (!hasVariables) certain.add(key);
  }
  return { kind: 'frame', frame: { fields, text, get: (key) => values.get(key), all: (key) => allOf(fields, key) } };
};

const allOf = (fields: Frame['fields'], key: string): readonly string[] => fields.flatMap(([name, value]) => (name === key ? [value] : []));
