import type { Source } from './stream.ts';

/** An EventSource for tests, which delivers and fails on the test's command. */
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

/** Makes a `connect` function for tests, with the list of its connections. */
export const fakeConnections = () => {
  const sources: FakeSource[] = [];
  const connect = (): Source => {
    const source = new FakeSource();
    sources.push(source);
    return source as unknown as Source;
  };
  return { sources, connect, last: (): FakeSource => sources.at(-1) as FakeSource };
};
