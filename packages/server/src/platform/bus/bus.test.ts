import { expect, it } from 'vitest';
import { createBus } from './bus.ts';

interface Events {
  readonly moved: number;
}

const quietly = () => {
  const logged: unknown[] = [];
  return { logged, bus: createBus<Events>({ error: (...line: unknown[]) => void logged.push(line) }) };
};

it('a subscriber gets the events published after it subscribed, until it ends', () => {
  const { bus } = quietly();
  const seen: number[] = [];
  bus.publish('moved', 1);
  const end = bus.subscribe('moved', (at) => seen.push(at));
  bus.publish('moved', 2);
  end();
  bus.publish('moved', 3);
  expect(seen).toEqual([2]);
});

it('a subscriber that fails is logged and keeps no event from the others', () => {
  const { bus, logged } = quietly();
  const seen: number[] = [];
  bus.subscribe('moved', () => {
    throw new Error('cannot');
  });
  bus.subscribe('moved', (at) => seen.push(at));
  bus.publish('moved', 1);
  expect(seen).toEqual([1]);
  expect(logged).toHaveLength(1);
});
