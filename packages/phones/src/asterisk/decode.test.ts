import type { PhoneEvent } from '@onhook/core/call';
import { asId, type SourceId } from '@onhook/core/ids';
import { describe, expect, test } from 'vitest';
import type { Notice } from '../port.ts';
import { createDecoder, type Decoder } from './decode.ts';
import { createFrameReader, type Frame } from './frames.ts';

type Fields = Record<string, string>;

const frameOf = (fields: Fields): Frame => {
  const text = `${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\r\n')}\r\n\r\n`;
  const [read] = createFrameReader().push(Buffer.from(text));
  if (read?.kind !== 'frame') throw new Error(`not a frame: ${text}`);
  return read.frame;
};

interface Heard {
  readonly decoder: Decoder;
  readonly events: PhoneEvent[];
  readonly notices: Notice[];
  at: number;
  hear(event: string, fields: Fields): PhoneEvent[];
}

const t0 = 1_800_000_000_000;

const listen = (): Heard => {
  const notices: Notice[] = [];
  const decoder = createDecoder(
    { source: asId<SourceId>('pbx'), customerKey: 'a key' },
    (notice) => void notices.push(notice),
  );
  const heard: Heard = {
    decoder,
    events: [],
    notices,
    at: t0,
    hear(event, fields) {
      const told = decoder.event(frameOf({ Event: event, Privilege: 'agent,all', ...fields }), heard.at);
      heard.events.push(...told);
      return told;
    },
  };
  decoder.connected(t0);
  return heard;
};

const caller = {
  Channel: 'PJSIP/trunk-1',
  CallerIDNum: '+442079460001',
  Context: 'in',
  Exten: '7000',
  Priority: '2',
  Uniqueid: 'c.1',
  Linkedid: 'c.1',
};
const agent = { DestChannel: 'PJSIP/1002-1', DestUniqueid: 'a.1', DestLinkedid: 'c.1' };
const bala = { Interface: 'PJSIP/1002', MemberName: 'Bala' };
const alice = { Interface: 'Local/1001@from-queue/n', MemberName: 'Alice' };

const queued = (heard: Heard, who: Fields = caller, queue = 'support'): void => {
  heard.hear('Newchannel', { Uniqueid: who['Uniqueid']!, Linkedid: who['Linkedid']! });
  heard.hear('QueueCallerJoin', { ...who, Queue: queue, Position: '1', Count: '1' });
};
const answered = (
  heard: Heard,
  who: Fields = caller,
  dest: Fields = agent,
  member: Fields = bala,
  queue = 'support',
): void => {
  queued(heard, who, queue);
  heard.hear('AgentCalled', { ...who, ...dest, ...member, Queue: queue });
  heard.hear('QueueCallerLeave', { ...who, Queue: queue });
  heard.hear('AgentConnect', { ...who, ...dest, ...member, Queue: queue, HoldTime: '2', RingTime: '1' });
};
const member = (status: string, more: Fields = {}): Fields => ({
  Queue: 'support',
  ...bala,
  Status: status,
  Paused: '0',
  PausedReason: '',
  LastPause: '0',
  ...more,
});
const kinds = (events: readonly PhoneEvent[]): string[] => events.map(({ kind }) => kind);

describe('calls', () => {
  test('AgentComplete without the caller, without the agent, without either falls back on queue and interface', () => {
    for (const channels of [agent, caller, {}]) {
      const heard = listen();
      answered(heard);
      const told = heard.hear('AgentComplete', {
        ...channels,
        ...bala,
        Queue: 'support',
        HoldTime: '2',
        TalkTime: '7',
        Reason: 'caller',
      });
      expect(told).toMatchObject([
        { kind: 'call-ended', call: 'c.1', line: 'PJSIP/1002', by: 'caller', waitSeconds: 2, talkSeconds: 7 },
      ]);
    }
  });

  test('AgentComplete without channels, two calls open on one line: the one whose wait and talk fit', () => {
    const heard = listen();
    answered(heard);
    heard.at += 60_000;
    answered(heard, { ...caller, Uniqueid: 'c.2', Linkedid: 'c.2' }, { ...agent, DestUniqueid: 'a.2' });
    heard.at += 10_000;
    const told = heard.hear('AgentComplete', {
      ...bala,
      Queue: 'support',
      HoldTime: '2',
      TalkTime: '10',
      Reason: 'agent',
    });
    expect(told).toMatchObject([{ kind: 'call-ended', call: 'c.2' }]);
  });

  test('AgentComplete of a call never heard of: with its channel it ends, without it is a notice', () => {
    const heard = listen();
    const end = { ...bala, Queue: 'support', HoldTime: '2', TalkTime: '7', Reason: 'agent' };
    expect(heard.hear('AgentComplete', { ...caller, ...end })).toMatchObject([{ kind: 'call-ended', call: 'c.1' }]);
    expect(heard.hear('AgentComplete', end)).toEqual([]);
    expect(heard.notices.map(({ kind }) => kind)).toEqual(['unknown-event']);
  });

  test('AgentConnect gives the wait in seconds, AgentRingNoAnswer the ring in milliseconds', () => {
    const heard = listen();
    queued(heard);
    expect(heard.hear('AgentRingNoAnswer', { ...caller, ...bala, Queue: 'support', RingTime: '6000' })).toMatchObject([
      { rangMs: 6000 },
    ]);
    expect(
      heard.hear('AgentConnect', { ...caller, ...agent, ...bala, Queue: 'support', HoldTime: '9', RingTime: '3' }),
    ).toMatchObject([{ kind: 'call-answered', waitSeconds: 9 }]);
  });

  test('music while waiting is no hold', () => {
    const heard = listen();
    queued(heard);
    expect(heard.hear('MusicOnHoldStart', { ...caller, Class: 'default' })).toEqual([]);
  });

  test('a caller whose channel is gone and whose call nobody closes ends after a while', () => {
    const heard = listen();
    answered(heard);
    heard.at += 5000;
    heard.hear('Hangup', caller);
    expect(heard.decoder.tick(heard.at + 1000)).toEqual([]);
    const dueAt = heard.decoder.dueAt()!;
    expect(heard.decoder.tick(dueAt)).toMatchObject([{ kind: 'call-ended', by: 'unknown', at: heard.at }]);
    expect(heard.decoder.dueAt()).toBeNull();
  });

  test('AgentComplete after the hangup still closes the call', () => {
    const heard = listen();
    answered(heard);
    heard.hear('Hangup', caller);
    expect(kinds(heard.hear('AgentComplete', { ...agent, ...bala, Queue: 'support', Reason: 'caller' }))).toEqual([
      'call-ended',
    ]);
    expect(heard.decoder.finish()).toEqual([]);
  });
});

describe('leaving a queue unanswered', () => {
  const abandon = (heard: Heard, waitSeconds: string): void => {
    heard.hear('QueueCallerAbandon', {
      ...caller,
      Queue: 'support',
      Position: '1',
      OriginalPosition: '1',
      HoldTime: waitSeconds,
    });
    heard.hear('QueueCallerLeave', { ...caller, Queue: 'support' });
  };
  const ring = (heard: Heard, ms: string) =>
    heard.hear('AgentRingNoAnswer', { ...caller, ...bala, Queue: 'support', RingTime: ms });
  const movedOn = { ...caller, Priority: '4' };

  test('a caller who dies where they stood hung up', () => {
    const heard = listen();
    queued(heard);
    abandon(heard, '3');
    expect(heard.hear('Hangup', caller)).toMatchObject([{ kind: 'call-left', because: 'abandoned', waitSeconds: 3 }]);
  });

  test('a ring cut short by the queue proves a timeout, and teaches the limit', () => {
    const heard = listen();
    queued(heard);
    ring(heard, '6000');
    ring(heard, '2000');
    abandon(heard, '9');
    expect(heard.hear('Hangup', movedOn)).toMatchObject([{ kind: 'call-left', because: 'timed-out' }]);
    queued(heard);
    heard.at += 9000;
    abandon(heard, '9');
    expect(heard.hear('Hangup', movedOn)).toMatchObject([{ because: 'timed-out' }]);
  });

  test('sent away before the known limit, with somebody there: withdrawn; with nobody there: not known', () => {
    for (const [paused, because] of [
      ['0', 'withdrawn'],
      ['1', 'unknown'],
    ] as const) {
      const heard = listen();
      queued(heard);
      ring(heard, '6000');
      ring(heard, '2000');
      abandon(heard, '9');
      heard.hear('Hangup', movedOn);
      heard.hear('QueueMemberStatus', member('1', { Paused: paused }));
      queued(heard);
      heard.at += 9000;
      abandon(heard, '4');
      expect(heard.hear('Hangup', movedOn)).toMatchObject([{ because }]);
    }
  });

  test('sent away with no limit known: not known', () => {
    const heard = listen();
    queued(heard);
    abandon(heard, '20');
    expect(heard.hear('Hangup', movedOn)).toMatchObject([{ because: 'unknown' }]);
  });

  test('one who goes on in the dialplan is told of without waiting for the hangup, with the time of leaving', () => {
    const heard = listen();
    queued(heard);
    abandon(heard, '20');
    expect(heard.decoder.tick(heard.at + 1999)).toEqual([]);
    expect(heard.decoder.tick(heard.at + 2000)).toMatchObject([{ kind: 'call-left', at: heard.at }]);
    expect(heard.hear('Hangup', movedOn)).toEqual([]);
  });

  test('one who joins again at once went on', () => {
    const heard = listen();
    queued(heard);
    abandon(heard, '20');
    const told = heard.hear('QueueCallerJoin', { ...caller, Queue: 'support' });
    expect(kinds(told)).toEqual(['call-left', 'call-queued']);
    expect(new Set(heard.events.map(({ id }) => id)).size).toBe(heard.events.length);
  });
});

describe('holds and transfers', () => {
  const phone = { Channel: 'PJSIP/1001-9', Uniqueid: 'p.1', Linkedid: 'c.1' };
  const localAgent = { DestChannel: 'Local/1001@from-queue-1;1', DestUniqueid: 'l.1', DestLinkedid: 'c.1' };

  test('the hold of a phone behind a Local agent is found by Linkedid', () => {
    const heard = listen();
    answered(heard, caller, localAgent, alice);
    expect(kinds(heard.hear('Hold', { ...phone, MusicClass: 'default' }))).toEqual(['call-held']);
    expect(kinds(heard.hear('Hold', { ...phone, MusicClass: 'default' }))).toEqual([]);
    expect(kinds(heard.hear('Unhold', phone))).toEqual(['call-retrieved']);
  });

  test("the caller's own hold is none of the agent's", () => {
    const heard = listen();
    answered(heard);
    expect(heard.hear('Hold', caller)).toEqual([]);
  });

  test('a blind transfer begins with an Unhold of no hold', () => {
    const heard = listen();
    answered(heard);
    expect(heard.hear('Unhold', { Uniqueid: 'a.1', Linkedid: 'c.1' })).toEqual([]);
    const told = heard.hear('BlindTransfer', {
      Result: 'Success',
      TransfererUniqueid: 'a.1',
      TransfererLinkedid: 'c.1',
      TransfereeUniqueid: 'c.1',
      TransfereeLinkedid: 'c.1',
      Extension: '8000',
    });
    expect(told).toMatchObject([{ kind: 'call-transferred', how: 'blind', to: '8000', call: 'c.1' }]);
  });

  test("a Local agent's transfer on the phone names inner channels only, and AgentComplete says agent", () => {
    const heard = listen();
    answered(heard, caller, localAgent, alice);
    const told = heard.hear('BlindTransfer', {
      Result: 'Success',
      TransfererUniqueid: 'p.1',
      TransfererLinkedid: 'c.1',
      TransfereeUniqueid: 'l.2',
      TransfereeLinkedid: 'c.1',
      Extension: '8000',
    });
    expect(told).toMatchObject([{ kind: 'call-transferred', call: 'c.1', to: '8000' }]);
    // A hold by the back office, after the transfer, is not the agent's hold.
    expect(heard.hear('Hold', { Uniqueid: 'b.1', Linkedid: 'c.1' })).toEqual([]);
    expect(
      heard.hear('AgentComplete', { ...caller, ...alice, Queue: 'support', TalkTime: '6', Reason: 'agent' }),
    ).toMatchObject([{ by: 'agent' }]);
  });

  test('a transfer that failed is none', () => {
    const heard = listen();
    answered(heard);
    expect(
      heard.hear('BlindTransfer', { Result: 'Invalid', TransfererUniqueid: 'a.1', TransfererLinkedid: 'c.1' }),
    ).toEqual([]);
  });

  test('an attended transfer after its consultation', () => {
    const heard = listen();
    answered(heard);
    const told = [
      ...heard.hear('Hold', { Uniqueid: 'a.1', Linkedid: 'c.1' }),
      ...heard.hear('AttendedTransfer', {
        Result: 'Success',
        OrigTransfererUniqueid: 'a.1',
        OrigTransfererLinkedid: 'c.1',
      }),
      ...heard.hear('AgentComplete', { ...caller, ...agent, ...bala, Queue: 'support', Reason: 'transfer' }),
    ];
    expect(told).toMatchObject([
      { kind: 'call-held' },
      { kind: 'call-transferred', how: 'attended' },
      { kind: 'call-ended', by: 'transfer' },
    ]);
  });

  test('transferred into another queue: the same Uniqueid waits a second time', () => {
    const heard = listen();
    answered(heard);
    heard.hear('AgentComplete', { ...caller, ...agent, ...bala, Queue: 'support', Reason: 'transfer' });
    heard.hear('QueueCallerJoin', { ...caller, Queue: 'sales' });
    heard.hear('AgentConnect', { ...caller, ...agent, ...alice, Queue: 'sales', HoldTime: '1' });
    expect(
      heard.hear('AgentComplete', { ...alice, Queue: 'sales', HoldTime: '1', TalkTime: '4', Reason: 'agent' }),
    ).toMatchObject([{ kind: 'call-ended', call: 'c.1', queue: 'sales' }]);
    expect(new Set(heard.events.map(({ id }) => id)).size).toBe(heard.events.length);
  });
});

describe('lines', () => {
  test('a pause comes for each queue, with the reason that stands now; overwriting one tells the new reason', () => {
    const heard = listen();
    const paused = (queue: string, reason: string) =>
      heard
        .hear('QueueMemberPause', member('1', { Queue: queue, Paused: '1', PausedReason: reason }))
        .filter(({ kind }) => kind !== 'line-device');
    expect([
      ...paused('support', 'Recovery'),
      ...paused('sales', 'Recovery'),
      ...paused('support', 'Coffee'),
    ]).toMatchObject([
      { kind: 'line-paused', queue: 'support', reason: 'Recovery' },
      { kind: 'line-paused', queue: 'sales', reason: 'Recovery' },
      { kind: 'line-paused', queue: 'support', reason: 'Coffee' },
    ]);
  });

  test('pauses and resumes within one second, in the same words, are events of their own', () => {
    const heard = listen();
    const on = member('1', { Paused: '1', PausedReason: 'Recovery', LastPause: '1800000000' });
    const off = member('1', { LastPause: '1800000000' });
    for (const fields of [on, off, on, off]) heard.hear('QueueMemberPause', fields);
    const ids = heard.events.filter(({ kind }) => kind !== 'line-device').map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([4, 4]);
  });

  test('the oldest form of the reason is read too', () => {
    const heard = listen();
    expect(heard.hear('QueueMemberPause', { Queue: 'support', ...bala, Paused: '1', Reason: 'Lunch' })).toContainEqual(
      expect.objectContaining({ reason: 'Lunch' }),
    );
  });

  test('a member who joins paused, and leaves', () => {
    const heard = listen();
    expect(heard.hear('QueueMemberAdded', member('1', { Paused: '1', PausedReason: 'Login' }))).toMatchObject([
      { kind: 'line-joined', pausedFor: 'Login', name: 'Bala' },
      { kind: 'line-device', device: 'idle' },
    ]);
    expect(kinds(heard.hear('QueueMemberRemoved', member('1')))).toEqual(['line-left']);
  });

  test('a device is told of when it changes, not with every queue of the line', () => {
    const heard = listen();
    const told = ['1', '6', '2', '1'].flatMap((status) => [
      ...heard.hear('QueueMemberStatus', member(status)),
      ...heard.hear('QueueMemberStatus', member(status, { Queue: 'sales' })),
    ]);
    expect(told.map((event) => event.kind === 'line-device' && event.device)).toEqual([
      'idle',
      'ringing',
      'in-use',
      'idle',
    ]);
  });

  test('busy while an offer rings and no call is up is ringing (device_state_busy_at=1)', () => {
    const heard = listen();
    queued(heard);
    heard.hear('AgentCalled', { ...caller, ...agent, ...bala, Queue: 'support' });
    expect(heard.hear('QueueMemberStatus', member('3'))).toMatchObject([{ device: 'ringing' }]);
    heard.hear('AgentConnect', { ...caller, ...agent, ...bala, Queue: 'support', HoldTime: '2' });
    expect(heard.hear('QueueMemberStatus', member('3'))).toMatchObject([{ device: 'in-use' }]);
  });
});

describe('names and times', () => {
  test('the number of a caller goes in and only a keyed hash comes out; no number, no hash', () => {
    const heard = listen();
    queued(heard);
    queued(heard, { ...caller, CallerIDNum: '+44 20 7946 0001', Uniqueid: 'c.2', Linkedid: 'c.2' });
    for (const [i, CallerIDNum] of ['<unknown>', '', 'anonymous'].entries()) {
      queued(heard, { ...caller, CallerIDNum, Uniqueid: `x.${i}`, Linkedid: `x.${i}` });
    }
    const customers = heard.events.map((event) => event.kind === 'call-queued' && event.customer);
    expect(customers[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(customers).toEqual([customers[0], customers[0], undefined, undefined, undefined]);
    expect(JSON.stringify(heard.events)).not.toContain('7946');
  });

  test('what is heard after a gap never takes a name given before it', () => {
    const tell = (heard: Heard): string[] => {
      heard.hear('Hold', { Uniqueid: 'a.1', Linkedid: 'c.1' });
      heard.hear('Unhold', { Uniqueid: 'a.1', Linkedid: 'c.1' });
      return heard.events.map(({ id }) => id);
    };
    const before = listen();
    answered(before);
    const ids = tell(before);
    before.decoder.connected(t0 + 60_000);
    expect(new Set(tell(before)).size).toBe(ids.length + 2);
    // Another process, which begins in mid-call.
    const later = listen();
    later.decoder.connected(t0 + 90_000);
    later.hear('AgentConnect', { ...caller, ...agent, ...bala, Queue: 'support', HoldTime: '2' });
    expect(tell(later).filter((id) => ids.includes(id))).toEqual([]);
  });

  test("with timestampevents times are the phone system's, moved onto our clock when it is an hour off", () => {
    const heard = listen();
    const stamped = (event: string, seconds: number, delayMs: number) => {
      heard.at = t0 + seconds * 1000 + delayMs;
      return heard.hear(event, {
        Timestamp: (t0 / 1000 - 3600 + seconds).toFixed(6),
        ...caller,
        ...agent,
        ...bala,
        Queue: 'support',
      });
    };
    stamped('Newchannel', 0, 0);
    const [joined] = stamped('QueueCallerJoin', 1, 3);
    const [connected] = stamped('AgentConnect', 5, 700);
    expect([joined?.at, connected?.at]).toEqual([t0 + 1000, t0 + 5000]);
    expect(heard.notices.map(({ kind }) => kind)).toEqual(['clock-skew']);
  });

  test('order counts up', () => {
    const heard = listen();
    answered(heard);
    expect(heard.events.map(({ order }) => order)).toEqual([1, 2, 3]);
  });

  test('FullyBooted says since when, and a later start forgets open calls', () => {
    const heard = listen();
    expect(heard.hear('FullyBooted', { Uptime: '60' })).toMatchObject([
      { kind: 'feed-opened', startedAt: t0 - 60_000 },
    ]);
    answered(heard);
    heard.at += 10_000;
    heard.hear('FullyBooted', { Uptime: '1' });
    expect(heard.hear('Hold', { Uniqueid: 'a.1', Linkedid: 'c.1' })).toEqual([]);
  });
});

test('QueueStatus answers become the roster, with who waits', () => {
  const { decoder } = listen();
  const items = [
    { Event: 'QueueParams', Queue: 'support' },
    {
      Event: 'QueueMember',
      Queue: 'support',
      Name: 'Bala',
      Location: 'PJSIP/1002',
      CallsTaken: '3',
      LastCall: '1799999990',
      Status: '1',
      Paused: '1',
      PausedReason: 'Lunch',
    },
    {
      Event: 'QueueMember',
      Queue: 'sales',
      Name: 'Bala',
      Location: 'PJSIP/1002',
      CallsTaken: '0',
      LastCall: '0',
      Status: '1',
      Paused: '0',
      PausedReason: '',
    },
    { Event: 'QueueEntry', Queue: 'support', Uniqueid: 'c.9' },
  ].map(frameOf);
  expect(decoder.roster(items, t0)).toMatchObject({
    kind: 'roster',
    lines: [
      {
        line: 'PJSIP/1002',
        name: 'Bala',
        device: 'idle',
        memberships: [
          { queue: 'support', pausedFor: 'Lunch', callsTaken: 3, lastCallAt: 1_799_999_990_000 },
          { queue: 'sales', pausedFor: null, callsTaken: 0, lastCallAt: null },
        ],
      },
    ],
    waiting: ['c.9'],
  });
});
