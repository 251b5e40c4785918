import { asId, type CallId, type LineId, type QueueName } from '@onhook/core/ids';
import { frame, listAnswer, memberItem, startFakeAmi } from '../../tests/fake-ami.ts';
import { until } from '../../tests/hand-time.ts';
import type { CreateRig } from '../conformance.ts';
import type { PhoneSystem } from '../port.ts';

/** A server on loopback that keeps members and pauses as app_queue does, and speaks AMI. */
export const createRig: CreateRig = async () => {
  const line = asId<LineId>('PJSIP/1002');
  const queues = [asId<QueueName>('sales'), asId<QueueName>('support')] as const;
  const pauses = new Map<string, string | null>(queues.map((queue) => [queue, null]));
  let now = 1_800_000_000_000;
  let startedAt = now - 100_000;
  let phones: PhoneSystem | null = null;
  let isConnected = true;
  let callCount = 0;
  let lastFrames: string[] = [];
  let lastCallAt = 0;

  const server = await startFakeAmi();
  const greet = (): void => {
    const uptime = String(Math.round((now - startedAt) / 1000));
    server.greeting = frame({ Event: 'FullyBooted', Privilege: 'system,all', Uptime: uptime, Status: 'Fully Booted' });
  };
  greet();
  const event = (name: string, fields: Readonly<Record<string, string>>): string => {
    now += 1000;
    // Asterisk stamps events in microseconds.
    return frame({ Event: name, Privilege: 'agent,all', Timestamp: ((now - 0.411) / 1000).toFixed(6), ...fields });
  };
  const setPause = (queue: string, reason: string | null): void => {
    pauses.set(queue, reason);
    if (!isConnected) return;
    const paused = reason === null ? { Paused: '0', PausedReason: '' } : { Paused: '1', PausedReason: reason };
    server.write(event('QueueMemberPause', { Queue: queue, MemberName: 'Bala', Interface: line, Status: '1', ...paused }));
  };
  server.answer = (action, socket) => {
    const ActionID = action['ActionID'] ?? '';
    if (action['Action'] === 'QueueStatus') {
      const isWanted = action['Member'] === undefined || action['Member'] === line;
      const params = queues.map((queue) => [['Event', 'QueueParams'], ['Queue', queue]] as const);
      return listAnswer(ActionID, [...params, ...(isWanted ? queues.map((queue) => memberItem(queue, line, pauses.get(queue) ?? null, { LastCall: String(Math.floor(lastCallAt / 1000)) })) : [])]);
    }
    if (action['Action'] !== 'QueuePause') return null;
    if (action['Interface'] !== line) return frame({ Response: 'Error', ActionID, Message: 'Interface not found' });
    socket.write(frame({ Response: 'Success', ActionID, Message: 'Interface paused successfully' }));
    for (const queue of queues) {
      if (action['Queue'] === undefined || action['Queue'] === queue) setPause(queue, action['Paused'] === 'true' ? (action['Reason'] ?? '') : null);
    }
    return '';
  };
  const settle = async (): Promise<void> => {
    // Answers come in order: the roster's answer follows every event written before.
    if (isConnected) await phones!.readLines();
  };
  const isUp = (): boolean => phones?.state().kind === 'up';

  return {
    settings: { host: '127.0.0.1', port: String(server.port), user: 'onhook', secret: 'a secret' },
    clock: { now: () => now },
    line,
    queues,
    attach: async (connected) => {
      phones = connected;
      await until(isUp);
    },
    settle,
    passTime: async (ms) => void (now += ms),
    runCall: async (hungUpBy) => {
      callCount += 1;
      const [Queue] = queues;
      const caller = { CallerIDNum: '+442079460001', Context: 'in', Exten: '7000', Priority: '2', Uniqueid: `c.${callCount}`, Linkedid: `c.${callCount}` };
      const agent = { DestUniqueid: `a.${callCount}`, DestLinkedid: `c.${callCount}`, Interface: line, MemberName: 'Bala' };
      const onAgent = { Uniqueid: `a.${callCount}`, Linkedid: `c.${callCount}` };
      lastFrames = [];
      const frames: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
        ['Newchannel', caller],
        ['QueueCallerJoin', { ...caller, Queue, Position: '1', Count: '1' }],
        ['AgentCalled', { ...caller, ...agent, Queue }],
        ['AgentConnect', { ...caller, ...agent, Queue, HoldTime: '2', RingTime: '1000' }],
        ['Hold', onAgent],
        ['Unhold', onAgent],
        ['AgentComplete', { ...caller, ...agent, Queue, HoldTime: '2', TalkTime: '4', Reason: hungUpBy }],
        ['Hangup', caller],
      ];
      for (const [name, fields] of frames) {
        const written = event(name, fields);
        lastFrames.push(written);
        server.write(written);
        await settle();
      }
      lastCallAt = now;
      return asId<CallId>(`c.${callCount}`);
    },
    pauses: () => queues.map((queue) => pauses.get(queue) ?? null),
    pauseByOther: setPause,
    repeatLast: async () => {
      server.write(lastFrames.join(''));
      await settle();
    },
    disconnect: async () => {
      isConnected = false;
      await server.refuse();
      for (const socket of server.sockets) socket.destroy();
      await until(() => phones!.state().kind === 'connecting');
    },
    reconnect: async (isRestarted) => {
      if (isRestarted) startedAt = now;
      now += 10_000;
      greet();
      isConnected = true;
      await server.listen();
      await until(isUp);
      await settle();
    },
    stop: () => server.close(),
  };
};
