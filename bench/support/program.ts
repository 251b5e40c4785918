import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Functions of a program by name. Arguments and results travel as JSON. */
export type Answers = Record<string, (argument: never) => unknown>;

type Question = { readonly id: number; readonly name: string; readonly argument: unknown };
type Answer = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** Answers the calls of the parent process until it ends. */
export const answerParent = (answers: Answers): void => {
  process.on('message', ({ id, name, argument }: Question) => {
    const asked = async (): Promise<unknown> => answers[name]?.(argument as never);
    asked().then(
      (value) => process.send?.({ id, value } satisfies Answer),
      (error: unknown) => process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Answer),
    );
  });
  process.on('disconnect', () => process.exit(0));
};

export interface Program<A extends Answers> {
  ask<Name extends keyof A & string>(name: Name, argument: Parameters<A[Name]>[0]): Promise<Awaited<ReturnType<A[Name]>>>;
  /** Ends the process and waits for its exit. */
  end(): Promise<void>;
}

/** Starts bench/programs/NAME.ts as a process; scripts/bench.mjs has bundled it into the same folder. */
export const startProgram = <A extends Answers>(name: string): Program<A> => {
  const child: ChildProcess = fork(fileURLToPath(new URL(`./program-${name}.mjs`, import.meta.url)), {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 2, 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { done(value: never): void; failed(error: Error): void }>();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let asked = 0;
  child.on('message', ({ id, value, error }: Answer) => {
    if (error === undefined) waiting.get(id)?.done(value as never);
    else waiting.get(id)?.failed(new Error(`${name}: ${error}`));
    waiting.delete(id);
  });
  child.on('exit', (code) => {
    for (const { failed } of waiting.values()) failed(new Error(`${name} ended with code ${code}`));
  });
  return {
    ask: (question, argument) =>
      new Promise((done, failed) => {
        const id = (asked += 1);
        waiting.set(id, { done, failed });
        child.send({ id, name: question, argument } satisfies Question);
      }),
    end: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
};

/** Measures the memory of this process after a full garbage collection. */
export const measureMemory = async (): Promise<{ readonly rssBytes: number; readonly heapBytes: number }> => {
  for (let i = 0; i < 3; i += 1) {
    // V8's spare pages are returned too, or the first thousand panels would seem to cost nothing.
    await globalThis.gc?.({ execution: 'async', type: 'major', flavor: 'last-resort' });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { rssBytes: rss, heapBytes: heapUsed };
};
