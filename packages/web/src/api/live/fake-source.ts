import type { Source } from './stream.ts';

/** A connection for tests: it delivers what the test sends, and fails when the test says so. */
export class FakeSource extends EventTarget {
  readyState = 1;
  closed = false;
  close() {
    this.closed = true;
    this.readyState = 2;
  }
  send(name: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
  fail(readyState: 0 | 2) {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
}

/** Makes a `connect` for tests, and the list of the connections that it has made. */
export const fakeConnections = () => {
  const sources: FakeSource[] = [];
  const connect = (): Source => {
    const source = new FakeSource();
    sources.push(source);
    return source as unknown as Source;
  };
  return { sources, connect, last: (): FakeSource => sources.at(-1) as FakeSource };
};
