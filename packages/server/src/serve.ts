import type { Server } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Config, Secrets } from './platform/config/index.ts';
import { createContext, type AppContext, type Overrides } from './context.ts';
import { carryOut } from './control/commands.ts';
import { openControl } from './control/socket.ts';
import { createApp } from './app.ts';
import { scheduleJobs } from './jobs.ts';

export interface Running {
  readonly context: AppContext;
  readonly app: FastifyInstance;
  stop(): Promise<void>;
}

/** Finds the folder of the built pages. The bundle and the sources are both two folders below `packages`. */
export const webFolder = (): string => join(dirname(fileURLToPath(import.meta.url)), '../../web/dist');

/** Opens everything and listens. */
export const run = async (config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<Running> => {
  const context = await createContext(config, secrets, overrides);
  const app = await createApp(context, webFolder());
  let control: Server | null = null;
  try {
    control = await openControl(config.dataFolder, context.log, (command) =>
      carryOut(
        { config, store: context.store, clock: context.clock, runtime: context.runtime, peopleChanged: () => context.peopleChanged() },
        command,
      ),
    );
    await app.listen({ host: config.listen.host, port: config.listen.port });
  } catch (error) {
    control?.close();
    await context.stop();
    throw error;
  }
  scheduleJobs(context);
  let stopping: Promise<void> | null = null;
  return {
    context,
    app,
    stop: () =>
      (stopping ??= (async () => {
        context.jobs.stop();
        control?.close();
        context.live.stop();
        await app.close();
        await context.stop();
      })()),
  };
};

/** Ends in good order on the signals a service manager sends. */
export const stopOnSignals = (running: Running, print: (line: string) => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      print('Stopping.');
      running.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          running.context.log.error({ err: error }, 'stopping failed');
          process.exit(1);
        },
      );
    });
  }
};
