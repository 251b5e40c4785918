import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFrameReader, MAX_FRAME_BYTES, type Read } from './frames.ts';

const read = (text: string | Uint8Array, sizes: readonly number[] = [], limit?: number): Read[] => {
  const bytes = Buffer.from(text);
  const reader = createFrameReader(limit);
  const reads: Read[] = [];
  let at = 0;
  for (const size of sizes) {
    reads.push(...reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...reads, ...reader.push(bytes.subarray(at))];
};

/** Reads without their methods, to compare. */
const plain = (reads: readonly Read[]): unknown[] =>
  reads.map((one) => (one.kind === 'frame' ? one.frame.fields : one));

describe('frames', () => {
  test('A banner is followed by frames whose values keep colons and blanks, empty ones too', () => {
    const reads = read(
      'Asterisk Call Manager/11.0.0\r\nEvent: A\r\nWhat: a: b:c\r\nEmpty: \r\nBare:\r\n\r\nResponse: Success\r\n\r\n',
    );
    expect(plain(reads)).toEqual([
      { kind: 'banner', text: 'Asterisk Call Manager/11.0.0' },
      [
        ['Event', 'A'],
        ['What', 'a: b:c'],
        ['Empty', ''],
        ['Bare', ''],
      ],
      [['Response', 'Success']],
    ]);
  });

  test('Repeated keys are all available', () => {
    const [one] = read('Event: TestEvent\r\nAppData: x\r\nAppData: y\r\n\r\n');
    expect(one?.kind === 'frame' && [one.frame.get('AppData'), one.frame.all('AppData')]).toEqual(['x', ['x', 'y']]);
  });

  test('Bytes cut anywhere, even inside a character, give the same frames', () => {
    const text = 'Asterisk Call Manager/9\r\nEvent: A\r\nName: ünï 🙂\r\n\r\nno colon\r\n\r\nEvent: B\r\nX: 1\r\n\r\n';
    const whole = plain(read(text));
    expect(whole).toHaveLength(4);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }), (sizes) => {
        expect(plain(read(text, sizes))).toEqual(whole);
      }),
    );
  });

  test('A line without a colon spoils only its frame, and its text is not repeated', () => {
    const reads = read('Event: A\r\nCaller +442079460001\r\n\r\nEvent: B\r\n\r\n+442079460001\r\nX: 1\r\n\r\n');
    expect(plain(reads)).toEqual([
      { kind: 'malformed', began: 'Event: A' },
      [['Event', 'B']],
      { kind: 'malformed', began: 'neither an event nor a response' },
    ]);
  });

  test('A line break in a channel variable costs nothing, and forges no field', () => {
    const note = 'ChanVariable(Local/2001@q-1;1): NOTE=angry\r\nsecond line of the note\r\n\tTalkTime: 1\r\n10:30 or so\r\nTalkTime: 9\r\nEvent: Shutdown';
    const [one] = read(`Event: AgentComplete\r\n${note}\r\nDestChanVariable: X=y\r\nz\r\nTalkTime: 1800\r\n\r\n`);
    expect(one?.kind === 'frame' && [one.frame.get('Event'), one.frame.get('TalkTime')]).toEqual(['AgentComplete', '1800']);
  });

  test('A frame of 10 MB is reported once, costs no memory, and the next one is read', () => {
    const reader = createFrameReader();
    const reads = reader.push(Buffer.from('Event: Big\r\nData: '));
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 10; i += 1) reads.push(...reader.push(megabyte));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(6 * 1024 * 1024);
    reads.push(...reader.push(Buffer.from('\r\n\r\nEvent: Next\r\n\r\n')));
    expect(plain(reads)).toEqual([
      { kind: 'oversized', began: 'Event: Big', limitBytes: MAX_FRAME_BYTES },
      [['Event', 'Next']],
    ]);
  });

  test('The end of an oversized frame is found wherever it is cut', () => {
    const text = `Event: Big\r\nData: ${'x'.repeat(500)}\r\n\r\nEvent: Next\r\n\r\n`;
    for (let cut = 1; cut < text.length; cut += 1) {
      expect(plain(read(text, [cut], 100))).toEqual([
        { kind: 'oversized', began: 'Event: Big', limitBytes: 100 },
        [['Event', 'Next']],
      ]);
    }
  });
});
