import type { CheckFinding } from '../adapter.ts';
import type { Clock } from '../port.ts';
import { systemRuntime, type AsteriskConfig, type Runtime } from './config.ts';
import { openConnection, type ClosedBecause, type Connection } from './connection.ts';
import type { Frame } from './frames.ts';
import { lineOf, queueOf, readQueueSnapshot } from './members.ts';
import { PAUSES_UNKNOWN } from './event-watch.ts';
import { readQueueLog } from './queue-log.ts';
import { createClockOffset } from './clock-offset.ts';
import { SUPPORTED } from './versions.ts';
import { requestQueueStatus, logIn, mayPause, MISSING } from './session.ts';

const LISTEN_MS = 6000;
const SKEW_MS = 5000;

const ok = (finding: string): CheckFinding => ({ kind: 'ok', finding, advice: '' });
const problem = (finding: string, advice: string): CheckFinding => ({ kind: 'problem', finding, advice });
const unsure = (finding: string, advice: string): CheckFinding => ({ kind: 'unsure', finding, advice });

const reachFinding = (config: AsteriskConfig, because: ClosedBecause): CheckFinding => {
  const where = `${config.host}:${config.port}`;
  if (because.kind === 'not-ami')
    return problem(
      `${where} answers, but does not speak AMI`,
      'Is this the port of manager.conf? HTTP and SIP have others.',
    );
  if (because.kind === 'unsupported') return problem(`${where}: ${because.message}`, `Onhook supports ${SUPPORTED}, connected to directly.`);
  const words = because.kind === 'ended' ? 'closed at once' : because.message;
  if (because.kind === 'ended')
    return problem(
      `${where} accepts and closes at once`,
      "The AMI user's or manager.conf's deny/permit may not let this machine in.",
    );
  if (config.tls && /certificate|self.signed|altname|ssl|tls|wrong version|verify/i.test(words)) {
    return problem(
      `TLS with ${where} failed: ${words}`,
      'Give the CA that signed its certificate, and the name in it; tlsenable=yes must be set in manager.conf.',
    );
  }
  return problem(
    `${where} cannot be reached: ${words}`,
    'Is enabled=yes set in manager.conf, and bindaddr one that this machine can reach?',
  );
};

const rightsFindings = (classes: ReadonlySet<string>): CheckFinding[] =>
  (['agent', 'call'] as const).map((right) =>
    classes.has(right)
      ? ok(`read class '${right}' is there`)
      : unsure(
          `read class '${right}' is not known: no call or pause happened during the check`,
          `See that read= in manager.conf has '${right}', or check again while calls come in.`,
        ),
  );

/** Pauses of all members as text, to compare two readings. */
const pausesOf = (items: readonly Frame[]): string =>
  items
    .filter((item) => item.get('Event') === 'QueueMember')
    .map((item) => [queueOf(item), lineOf(item), item.get('Paused'), item.get('LastPause')].join('\n'))
    .toSorted()
    .join('\n\n');

const queueLogFinding = async (file: string): Promise<CheckFinding> => {
  try {
    await readQueueLog(file, Number.MAX_SAFE_INTEGER);
    return ok(`the queue log ${file} can be read`);
  } catch (error) {
    return problem(
      `the queue log ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      "Let Onhook's user read the file and its folder; until then only the last call of each line is known after a gap.",
    );
  }
};

/**
 * Connects to an Asterisk as the connector does, and reports what is missing. Changes nothing there. Takes about six
 * seconds, for events: no AMI answer names the user's read classes, so `agent` and `call` show only in their events.
 *
 * @returns findings in the order of the steps; the check ends at the first step that makes the others impossible
 */
export const checkAsterisk = async (
  config: AsteriskConfig,
  clock: Clock,
  runtime: Runtime = systemRuntime,
): Promise<CheckFinding[]> => {
  const findings: CheckFinding[] = [];
  const frames: Frame[] = [];
  let connection: Connection | null = null;
  let closedBecause: ClosedBecause | null = null;
  const wait = (ms: number) => new Promise<void>((resolve) => void runtime.after(ms, resolve));

  const banner = await new Promise<string | null>((resolve) => {
    connection = openConnection(config, runtime, {
      ready: resolve,
      events: (more) => void frames.push(...more),
      bad: (read) =>
        void findings.push(
          problem(`a ${read.kind} frame came`, 'Is something between this machine and Asterisk changing the bytes?'),
        ),
      closed(because) {
        closedBecause = because;
        resolve(null);
      },
    });
  });
  const open = connection!;
  if (banner === null) return [reachFinding(config, closedBecause ?? { kind: 'ended' })];
  findings.push(ok(`${config.host}:${config.port} answers: ${banner}${config.tls ? ', over TLS' : ''}`));
  const isLoopback = /^(localhost|127\.|::1$)/.test(config.host);
  if (!config.tls && !isLoopback) {
    findings.push(problem('the secret travels unencrypted', 'Use TLS (tlsenable=yes), or run on the same machine.'));
  }

  const refusal = await logIn(open, config);
  if (refusal) {
    open.destroy('checked');
    const advice =
      refusal.kind === 'wrong-secret'
        ? 'Compare the user and secret with manager.conf; the refusal is the same when deny/permit keeps this machine out.'
        : 'Try again.';
    return [...findings, problem(refusal.message, advice)];
  }
  findings.push(ok(`user '${config.username}' is logged in`));

  const pong = await open.command('Ping');
  const seconds = pong.kind === 'success' ? Number(pong.response.get('Timestamp')) : 0;
  if (seconds > 0) {
    const offMs = clock.now() - seconds * 1000;
    const offSeconds = Math.round(Math.abs(offMs) / 1000);
    findings.push(
      Math.abs(offMs) > SKEW_MS
        ? problem(
            `its clock is ${offSeconds} s ${offMs > 0 ? 'behind' : 'ahead of'} ours`,
            'Set both by NTP. Until then times are moved onto our clock.',
          )
        : ok('its clock agrees with ours'),
    );
  }

  const before = await requestQueueStatus(open, runtime, 1);
  await wait(LISTEN_MS);
  const events = new Set(frames.map((frame) => frame.get('Event')));
  const classes = new Set(frames.flatMap((frame) => frame.get('Privilege')?.split(',') ?? []));
  findings.push(
    events.has('FullyBooted')
      ? ok("read class 'system' is there")
      : problem(
          "FullyBooted did not come: read class 'system' is missing, or Asterisk is still starting",
          MISSING.system,
        ),
    ...rightsFindings(classes),
  );

  const items = await requestQueueStatus(open, runtime, 3);
  if (items === null) {
    findings.push(
      problem(
        'Asterisk has no queues (app_queue is not loaded)',
        'Load app_queue.so, and define queues in queues.conf.',
      ),
    );
  } else {
    const queues = items.filter((item) => item.get('Event') === 'QueueParams').length;
    const lines = readQueueSnapshot(
      items,
      createClockOffset(() => {}),
    ).lines.length;
    findings.push(
      queues > 0 ? ok(`${queues} queues`) : problem('no queue is defined', 'Define queues in queues.conf.'),
      lines > 0
        ? ok(`${lines} members`)
        : unsure('no member is in any queue', 'Members that log in later will be seen then.'),
    );
    const writes = await mayPause(open);
    if (writes !== null)
      findings.push(
        writes
          ? ok("write class 'agent' is there: lines can be paused")
          : problem("write class 'agent' is missing", MISSING.write),
      );
  }

  if (before && items && pausesOf(before) !== pausesOf(items) && !events.has('QueueMemberPause')) {
    findings.push(
      problem(
        `QueueMemberPause did not come although a pause changed: ${PAUSES_UNKNOWN}`,
        "Let QueueMemberPause through the AMI user's eventfilter in manager.conf, and see that read= has 'agent'.",
      ),
    );
  }
  if (config.queueLog !== undefined) findings.push(await queueLogFinding(config.queueLog));

  const stamped = frames.find((frame) => frame.get('Privilege') !== undefined && frame.get('Event') !== 'FullyBooted');
  if (stamped === undefined)
    findings.push(
      unsure(
        'whether events carry times is not known: none came',
        'timestampevents=yes in manager.conf makes times exact after a delay.',
      ),
    );
  else if (stamped.get('Timestamp') === undefined)
    findings.push(
      unsure('events carry no times', 'timestampevents=yes in manager.conf makes times exact after a delay.'),
    );
  else findings.push(ok('events carry times'));
  open.destroy('checked');
  return findings;
};
