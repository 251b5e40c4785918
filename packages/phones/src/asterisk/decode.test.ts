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

interface Decoding {
  readonly decoder: Decoder;
  readonly events: PhoneEvent[];
  readonly notices: Notice[];
  at: number;
  decode(event: string, fields: Fields): PhoneEvent[];
}

const t0 = 1_800_000_000_000;

const listen = (): Decoding => {
  const notices: Notice[] = [];
  const decoder = createDecoder(
    { source: asId<SourceId>('pbx'), customerKey: 'a key' },
    (notice) => void notices.push(notice),
  );
  const decoding: Decoding = {
    decoder,
    events: [],
    notices,
    at: t0,
    decode(event, fields) {
      const decoded = decoder.event(frameOf({ Event: event, Privilege: 'agent,all', ...fields }), decoding.at);
      decoding.events.push(...decoded);
      return decoded;
    },
  };
  decoder.connected(t0);
  return decoding;
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

const queued = (decoding: Decoding, who: Fields = caller, queue = 'support'): void => {
  decoding.decode('Newchannel', { Uniqueid: who['Uniqueid']!, Linkedid: who['Linkedid']! });
  decoding.decode('QueueCallerJoin', { ...who, Queue: queue, Position: '1', Count: '1' });
};
const answered = (
  decoding: Decoding,
  who: Fields = caller,
  dest: Fields = agent,
  member: Fields = bala,
  queue = 'support',
): void => {
  queued(decoding, who, queue);
  decoding.decode('AgentCalled', { ...who, ...dest, ...member, Queue: queue });
  decoding.decode('QueueCallerLeave', { ...who, Queue: queue });
  decoding.decode('AgentConnect', { ...who, ...dest, ...member, Queue: queue, HoldTime: '2', RingTime: '1' });
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
  test('AgentComplete that lacks the caller, the agent or both is matched by queue and interface', () => {
    for (const channels of [agent, caller, {}]) {
      const decoding = listen();
      answered(decoding);
      const decoded = decoding.decode('AgentComplete', {
        ...channels,
        ...bala,
        Queue: 'support',
        HoldTime: '2',
        TalkTime: '7',
        Reason: 'caller',
      });
      expect(decoded).toMatchObject([
        { kind: 'call-ended', call: 'c.1', line: 'PJSIP/1002', by: 'caller', waitSeconds: 2, talkSeconds: 7 },
      ]);
    }
  });

  test('AgentComplete without channels ends the call of the line whose wait and talk fit', () => {
    const decoding = listen();
    answered(decoding);
    decoding.at += 60_000;
    answered(decoding, { ...caller, Uniqueid: 'c.2', Linkedid: 'c.2' }, { ...agent, DestUniqueid: 'a.2' });
    decoding.at += 10_000;
    const decoded = decoding.decode('AgentComplete', {
      ...bala,
      Queue: 'support',
      HoldTime: '2',
      TalkTime: '10',
      Reason: 'agent',
    });
    expect(decoded).toMatchObject([{ kind: 'call-ended', call: 'c.2' }]);
  });

  test('AgentComplete of an unknown call ends it when its channel is named, and is a notice otherwise', () => {
    const decoding = listen();
    const end = { ...bala, Queue: 'support', HoldTime: '2', TalkTime: '7', Reason: 'agent' };
    expect(decoding.decode('AgentComplete', { ...caller, ...end })).toMatchObject([{ kind: 'call-ended', call: 'c.1' }]);
    expect(decoding.decode('AgentComplete', end)).toEqual([]);
    expect(decoding.notices.map(({ kind }) => kind)).toEqual(['unknown-event']);
  });

  test('AgentConnect has the wait in seconds, AgentRingNoAnswer the ring in milliseconds', () => {
    const decoding = listen();
    queued(decoding);
    expect(decoding.decode('AgentRingNoAnswer', { ...caller, ...bala, Queue: 'support', RingTime: '6000' })).toMatchObject([
      { rangMs: 6000 },
    ]);
    expect(
      decoding.decode('AgentConnect', { ...caller, ...agent, ...bala, Queue: 'support', HoldTime: '9', RingTime: '3' }),
    ).toMatchObject([{ kind: 'call-answered', waitSeconds: 9 }]);
  });

  test('Music while waiting is no hold', () => {
    const decoding = listen();
    queued(decoding);
    expect(decoding.decode('MusicOnHoldStart', { ...caller, Class: 'default' })).toEqual([]);
  });

  test('A call whose caller is gone ends after the grace time when no event ends it', () => {
    const decoding = listen();
    answered(decoding);
    decoding.at += 5000;
    decoding.decode('Hangup', caller);
    expect(decoding.decoder.tick(decoding.at + 1000)).toEqual([]);
    const dueAt = decoding.decoder.dueAt()!;
    expect(decoding.decoder.tick(dueAt)).toMatchObject([{ kind: 'call-ended', by: 'unknown', at: decoding.at }]);
    expect(decoding.decoder.dueAt()).toBeNull();
  });

  test('AgentComplete after the hangup still closes the call', () => {
    const decoding = listen();
    answered(decoding);
    decoding.decode('Hangup', caller);
    expect(kinds(decoding.decode('AgentComplete', { ...agent, ...bala, Queue: 'support', Reason: 'caller' }))).toEqual([
      'call-ended',
    ]);
    expect(decoding.decoder.finish()).toEqual([]);
  });
});

describe('the end of a talk', () => {
  const answered = (): Decoding => {
    const decoding = listen();
    decoding.decode('Newchannel', caller);
    decoding.decode('QueueCallerJoin', { ...caller, Queue: 'sales' });
    decoding.at += 1000;
    decoding.decode('Newchannel', { Channel: 'PJSIP/1002-1', Uniqueid: 'a.1', Linkedid: 'c.1' });
    decoding.decode('AgentConnect', { ...caller, ...agent, ...bala, Queue: 'sales', HoldTime: '1' });
    decoding.at += 20_000;
    return decoding;
  };
  const after = (decoding: Decoding, ms: number): PhoneEvent[] => {
    decoding.at += ms;
    const events = decoding.decoder.tick(decoding.at);
    decoding.events.push(...events);
    return events;
  };
  const ends = ({ events }: Decoding) => events.filter(({ kind }) => kind === 'call-ended');

  test('A survey after the agent hung up is no talk: AgentComplete that counts it ends nothing a second time', () => {
    const decoding = answered();
    decoding.decode('Hangup', { Uniqueid: 'a.1', Linkedid: 'c.1' });
    expect(ends(decoding)).toEqual([]);
    expect(after(decoding, 5001)).toMatchObject([{ kind: 'call-ended', at: t0 + 21_000, by: 'agent', line: 'PJSIP/1002' }]);
    decoding.at += 1_800_000;
    decoding.decode('AgentComplete', { ...agent, ...bala, Queue: 'sales', HoldTime: '1', TalkTime: '1824', Reason: 'caller' });
    decoding.decode('Hangup', caller);
    after(decoding, 60_000);
    expect(ends(decoding)).toHaveLength(1);
    expect(decoding.decoder.dueAt()).toBeNull();
  });

  test('A survey that never ends in an AgentComplete ends the call once', () => {
    const decoding = answered();
    decoding.decode('Hangup', { Uniqueid: 'a.1', Linkedid: 'c.1' });
    after(decoding, 5001);
    decoding.decode('Hangup', caller);
    after(decoding, 60_000);
    expect(ends(decoding)).toHaveLength(1);
  });

  test('AgentComplete that follows the hangup at once has the talk time', () => {
    const decoding = answered();
    decoding.decode('Hangup', { Uniqueid: 'a.1', Linkedid: 'c.1' });
    decoding.decode('AgentComplete', { ...caller, ...agent, ...bala, Queue: 'sales', HoldTime: '1', TalkTime: '20', Reason: 'agent' });
    after(decoding, 60_000);
    expect(ends(decoding)).toMatchObject([{ talkSeconds: 20 }]);
  });

  test('A Local channel that is optimised away ends no talk, and the phone behind it does', () => {
    const decoding = listen();
    decoding.decode('Newchannel', caller);
    decoding.decode('QueueCallerJoin', { ...caller, Queue: 'sales' });
    for (const [channel, uniqueid] of [['Local/1002@agents-1;1', 'l.1'], ['Local/1002@agents-1;2', 'l.2'], ['PJSIP/1002-1', 'p.1']] as const) {
      decoding.decode('Newchannel', { Channel: channel, Uniqueid: uniqueid, Linkedid: 'c.1' });
    }
    decoding.decode('AgentConnect', { ...caller, DestChannel: 'Local/1002@agents-1;1', DestUniqueid: 'l.1', Interface: 'Local/1002@agents', MemberName: 'Bala', Queue: 'sales', HoldTime: '1' });
    decoding.decode('Hangup', { Uniqueid: 'l.1', Linkedid: 'c.1' });
    decoding.decode('Hangup', { Uniqueid: 'l.2', Linkedid: 'c.1' });
    expect(after(decoding, 600_000)).toEqual([]);
    decoding.decode('Hangup', { Uniqueid: 'p.1', Linkedid: 'c.1' });
    expect(after(decoding, 5001)).toMatchObject([{ kind: 'call-ended', by: 'agent', line: 'Local/1002@agents' }]);
  });

  test('A caller who stays in the bridge with the agent still talks, whatever channel hung up', () => {
    const decoding = answered();
    decoding.decode('BridgeEnter', { Uniqueid: 'c.1', BridgeUniqueid: 'b.1' });
    decoding.decode('Hangup', { Uniqueid: 'a.1', Linkedid: 'c.1' });
    expect(after(decoding, 60_000)).toEqual([]);
  });

  test('After a gap in the connection a hangup alone proves no end', () => {
    const decoding = answered();
    decoding.decoder.connected(decoding.at);
    decoding.decode('Hangup', { Uniqueid: 'a.1', Linkedid: 'c.1' });
    expect(after(decoding, 60_000)).toEqual([]);
  });
});

describe('leaving a queue unanswered', () => {
  const abandon = (decoding: Decoding, waitSeconds: string): void => {
    decoding.decode('QueueCallerAbandon', {
      ...caller,
      Queue: 'support',
      Position: '1',
      OriginalPosition: '1',
      HoldTime: waitSeconds,
    });
    decoding.decode('QueueCallerLeave', { ...caller, Queue: 'support' });
  };
  const ring = (decoding: Decoding, ms: string) =>
    decoding.decode('AgentRingNoAnswer', { ...caller, ...bala, Queue: 'support', RingTime: ms });
  const movedOn = { ...caller, Priority: '4' };

  test("A caller whose channel ends at the queue's dialplan position hung up", () => {
    const decoding = listen();
    queued(decoding);
    abandon(decoding, '3');
    expect(decoding.decode('Hangup', caller)).toMatchObject([{ kind: 'call-left', because: 'abandoned', waitSeconds: 3 }]);
  });

  test("A ring cut short by the queue proves a timeout and shows the queue's limit", () => {
    const decoding = listen();
    queued(decoding);
    ring(decoding, '6000');
    ring(decoding, '2000');
    abandon(decoding, '9');
    expect(decoding.decode('Hangup', movedOn)).toMatchObject([{ kind: 'call-left', because: 'timed-out' }]);
    queued(decoding);
    decoding.at += 9000;
    abandon(decoding, '9');
    expect(decoding.decode('Hangup', movedOn)).toMatchObject([{ because: 'timed-out' }]);
  });

  test('A caller sent away before the known limit was withdrawn when the queue was staffed, and left for an unknown reason otherwise', () => {
    for (const [paused, because] of [
      ['0', 'withdrawn'],
      ['1', 'unknown'],
    ] as const) {
      const decoding = listen();
      queued(decoding);
      ring(decoding, '6000');
      ring(decoding, '2000');
      abandon(decoding, '9');
      decoding.decode('Hangup', movedOn);
      decoding.decode('QueueMemberStatus', member('1', { Paused: paused }));
      queued(decoding);
      decoding.at += 9000;
      abandon(decoding, '4');
      expect(decoding.decode('Hangup', movedOn)).toMatchObject([{ because }]);
    }
  });

  test('A caller sent away without a known limit left for an unknown reason', () => {
    const decoding = listen();
    queued(decoding);
    abandon(decoding, '20');
    expect(decoding.decode('Hangup', movedOn)).toMatchObject([{ because: 'unknown' }]);
  });

  test('A caller who goes on in the dialplan is reported before the hangup, with the time of leaving', () => {
    const decoding = listen();
    queued(decoding);
    abandon(decoding, '20');
    expect(decoding.decoder.tick(decoding.at + 1999)).toEqual([]);
    expect(decoding.decoder.tick(decoding.at + 2000)).toMatchObject([{ kind: 'call-left', at: decoding.at }]);
    expect(decoding.decode('Hangup', movedOn)).toEqual([]);
  });

  test('A caller who joins again at once went on', () => {
    const decoding = listen();
    queued(decoding);
    abandon(decoding, '20');
    const decoded = decoding.decode('QueueCallerJoin', { ...caller, Queue: 'support' });
    expect(kinds(decoded)).toEqual(['call-left', 'call-queued']);
    expect(new Set(decoding.events.map(({ id }) => id)).size).toBe(decoding.events.length);
  });
});

describe('holds and transfers', () => {
  const phone = { Channel: 'PJSIP/1001-9', Uniqueid: 'p.1', Linkedid: 'c.1' };
  const localAgent = { DestChannel: 'Local/1001@from-queue-1;1', DestUniqueid: 'l.1', DestLinkedid: 'c.1' };

  test('The hold of a phone behind a Local agent is found by Linkedid', () => {
    const decoding = listen();
    answered(decoding, caller, localAgent, alice);
    expect(kinds(decoding.decode('Hold', { ...phone, MusicClass: 'default' }))).toEqual(['call-held']);
    expect(kinds(decoding.decode('Hold', { ...phone, MusicClass: 'default' }))).toEqual([]);
    expect(kinds(decoding.decode('Unhold', phone))).toEqual(['call-retrieved']);
  });

  test("A hold by the caller is not the agent's hold", () => {
    const decoding = listen();
    answered(decoding);
    expect(decoding.decode('Hold', caller)).toEqual([]);
  });

  test('A blind transfer begins with an Unhold that ends no hold', () => {
    const decoding = listen();
    answered(decoding);
    expect(decoding.decode('Unhold', { Uniqueid: 'a.1', Linkedid: 'c.1' })).toEqual([]);
    const decoded = decoding.decode('BlindTransfer', {
      Result: 'Success',
      TransfererUniqueid: 'a.1',
      TransfererLinkedid: 'c.1',
      TransfereeUniqueid: 'c.1',
      TransfereeLinkedid: 'c.1',
      Extension: '8000',
    });
    expect(decoded).toMatchObject([{ kind: 'call-transferred', how: 'blind', to: '8000', call: 'c.1' }]);
  });

  test("A Local agent's transfer is found by its inner channels, although AgentComplete has the reason agent", () => {
    const decoding = listen();
    answered(decoding, caller, localAgent, alice);
    const decoded = decoding.decode('BlindTransfer', {
      Result: 'Success',
      TransfererUniqueid: 'p.1',
      TransfererLinkedid: 'c.1',
      TransfereeUniqueid: 'l.2',
      TransfereeLinkedid: 'c.1',
      Extension: '8000',
    });
    expect(decoded).toMatchObject([{ kind: 'call-transferred', call: 'c.1', to: '8000' }]);
    // A hold by the back office, after the transfer, is not the agent's hold.
    expect(decoding.decode('Hold', { Uniqueid: 'b.1', Linkedid: 'c.1' })).toEqual([]);
    expect(
      decoding.decode('AgentComplete', { ...caller, ...alice, Queue: 'support', TalkTime: '6', Reason: 'agent' }),
    ).toMatchObject([{ by: 'agent' }]);
  });

  test('A failed transfer is no transfer', () => {
    const decoding = listen();
    answered(decoding);
    expect(
      decoding.decode('BlindTransfer', { Result: 'Invalid', TransfererUniqueid: 'a.1', TransfererLinkedid: 'c.1' }),
    ).toEqual([]);
  });

  test('An attended transfer comes after its consultation', () => {
    const decoding = listen();
    answered(decoding);
    const decoded = [
      ...decoding.decode('Hold', { Uniqueid: 'a.1', Linkedid: 'c.1' }),
      ...decoding.decode('AttendedTransfer', {
        Result: 'Success',
        OrigTransfererUniqueid: 'a.1',
        OrigTransfererLinkedid: 'c.1',
      }),
      ...decoding.decode('AgentComplete', { ...caller, ...agent, ...bala, Queue: 'support', Reason: 'transfer' }),
    ];
    expect(decoded).toMatchObject([
      { kind: 'call-held' },
      { kind: 'call-transferred', how: 'attended' },
      { kind: 'call-ended', by: 'transfer' },
    ]);
  });

  test('A call transferred into another queue waits a second time under the same Uniqueid', () => {
    const decoding = listen();
    answered(decoding);
    decoding.decode('AgentComplete', { ...caller, ...agent, ...bala, Queue: 'support', Reason: 'transfer' });
    decoding.decode('QueueCallerJoin', { ...caller, Queue: 'sales' });
    decoding.decode('AgentConnect', { ...caller, ...agent, ...alice, Queue: 'sales', HoldTime: '1' });
    expect(
      decoding.decode('AgentComplete', { ...alice, Queue: 'sales', HoldTime: '1', TalkTime: '4', Reason: 'agent' }),
    ).toMatchObject([{ kind: 'call-ended', call: 'c.1', queue: 'sales' }]);
    expect(new Set(decoding.events.map(({ id }) => id)).size).toBe(decoding.events.length);
  });
});

describe('an attended transfer into a queue', () => {
  const ana = { Interface: 'PJSIP/2001', MemberName: 'Ana' };
  const ben = { Interface: 'Local/2002@agents/n', MemberName: 'Ben' };
  const consult = { Channel: 'PJSIP/2001-000000a1', CallerIDNum: '2001', Uniqueid: 'k.1', Linkedid: 'k.1', Context: 'in', Exten: '7000', Priority: '2' };
  const consulting = (): Decoding => {
    const decoding = listen();
    const item = (line: string, name: string, queue: string) => frameOf({ Event: 'QueueMember', Queue: queue, Name: name, Location: line, Status: '1', Paused: '0' });
    decoding.decoder.lineReport([item('PJSIP/2001', 'Ana', 'sales'), item('Local/2002@agents/n', 'Ben', 'billing')], t0);
    decoding.decode('Newchannel', caller);
    decoding.decode('QueueCallerJoin', { ...caller, Queue: 'sales' });
    decoding.decode('AgentConnect', { ...caller, ...agent, ...ana, Queue: 'sales', HoldTime: '1' });
    decoding.decode('Hold', { Uniqueid: 'a.1', Linkedid: 'c.1' });
    decoding.decode('Newchannel', consult);
    decoding.decode('QueueCallerJoin', { ...consult, Queue: 'billing' });
    return decoding;
  };
  const transfer = { Result: 'Success', OrigTransfererUniqueid: 'a.1', OrigTransfererLinkedid: 'c.1', SecondTransfererUniqueid: 'k.1', SecondTransfererLinkedid: 'k.1' };
  const inBilling = ({ events }: Decoding) => events.filter((event) => 'queue' in event && event.queue === 'billing');
  const finish = (decoding: Decoding): void => {
    decoding.decode('AgentComplete', { ...caller, ...agent, ...ana, Queue: 'sales', HoldTime: '1', TalkTime: '120', Reason: 'transfer' });
    decoding.decode('Hangup', { Uniqueid: 'a.1', Linkedid: 'c.1' });
    decoding.decode('Hangup', consult);
  };
  const talk = (decoding: Decoding): void => {
    decoding.decode('AgentConnect', { ...caller, DestUniqueid: 'd.1', ...ben, Queue: 'billing', HoldTime: '9' });
    decoding.at += 173_000;
    decoding.decode('AgentComplete', { ...caller, DestUniqueid: 'd.1', ...ben, Queue: 'billing', HoldTime: '9', TalkTime: '173', Reason: 'agent' });
    decoding.at += 60_000;
    decoding.events.push(...decoding.decoder.tick(decoding.at));
  };

  test('gives the customer the place of the agent who waited: one call is answered, and nobody left', () => {
    const decoding = consulting();
    decoding.decode('AttendedTransfer', transfer);
    finish(decoding);
    decoding.at += 8000;
    talk(decoding);
    expect(inBilling(decoding).map((event) => [event.kind, 'call' in event && event.call])).toEqual([
      ['call-queued', 'k.1'],
      ['call-answered', 'k.1'],
      ['call-ended', 'k.1'],
    ]);
    expect(inBilling(decoding).at(-1)).toMatchObject({ talkSeconds: 173, line: ben.Interface });
  });

  test('is seen by the empty place when no event reports it', () => {
    const decoding = consulting();
    finish(decoding);
    decoding.at += 1000;
    talk(decoding);
    expect(inBilling(decoding).map(({ kind }) => kind)).toEqual(['call-queued', 'call-answered', 'call-ended']);
  });

  test('after the second agent has answered adds no call either', () => {
    const decoding = consulting();
    decoding.decode('AgentConnect', { ...consult, DestUniqueid: 'd.1', ...ben, Queue: 'billing', HoldTime: '3' });
    decoding.decode('AttendedTransfer', transfer);
    finish(decoding);
    decoding.at += 173_000;
    decoding.decode('AgentComplete', { ...caller, DestUniqueid: 'd.1', ...ben, Queue: 'billing', HoldTime: '3', TalkTime: '173', Reason: 'caller' });
    expect(inBilling(decoding).map(({ kind }) => kind)).toEqual(['call-queued', 'call-answered', 'call-ended']);
  });

  test('leaves an agent who calls a queue without a customer, by channel or by extension', () => {
    expect(inBilling(consulting())[0]).not.toHaveProperty('customer');
    const decoding = consulting();
    decoding.decode('QueueCallerJoin', { ...consult, Channel: 'PJSIP/phone-7', CallerIDNum: '2002', Uniqueid: 'k.2', Queue: 'billing' });
    expect(decoding.events.at(-1)).not.toHaveProperty('customer');
    decoding.decode('QueueCallerJoin', { ...caller, Uniqueid: 'k.3', Queue: 'billing' });
    expect(decoding.events.at(-1)).toHaveProperty('customer');
  });
});

describe('lines', () => {
  test('A pause is reported for each queue with its current reason, also after it is overwritten', () => {
    const decoding = listen();
    const paused = (queue: string, reason: string) =>
      decoding
        .decode('QueueMemberPause', member('1', { Queue: queue, Paused: '1', PausedReason: reason }))
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

  test('Equal pauses and resumes within one second are separate events', () => {
    const decoding = listen();
    const on = member('1', { Paused: '1', PausedReason: 'Recovery', LastPause: '1800000000' });
    const off = member('1', { LastPause: '1800000000' });
    for (const fields of [on, off, on, off]) decoding.decode('QueueMemberPause', fields);
    const ids = decoding.events.filter(({ kind }) => kind !== 'line-device').map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([4, 4]);
  });

  test('The oldest form of the reason is read too', () => {
    const decoding = listen();
    expect(decoding.decode('QueueMemberPause', { Queue: 'support', ...bala, Paused: '1', Reason: 'Lunch' })).toContainEqual(
      expect.objectContaining({ reason: 'Lunch' }),
    );
  });

  test('A member who joins paused and leaves is reported', () => {
    const decoding = listen();
    expect(decoding.decode('QueueMemberAdded', member('1', { Paused: '1', PausedReason: 'Login' }))).toMatchObject([
      { kind: 'line-joined', pausedFor: 'Login', name: 'Bala' },
      { kind: 'line-device', device: 'idle' },
    ]);
    expect(kinds(decoding.decode('QueueMemberRemoved', member('1')))).toEqual(['line-left']);
  });

  test('A device is reported when it changes, not with every queue of the line', () => {
    const decoding = listen();
    const decoded = ['1', '6', '2', '1'].flatMap((status) => [
      ...decoding.decode('QueueMemberStatus', member(status)),
      ...decoding.decode('QueueMemberStatus', member(status, { Queue: 'sales' })),
    ]);
    expect(decoded.map((event) => event.kind === 'line-device' && event.device)).toEqual([
      'idle',
      'ringing',
      'in-use',
      'idle',
    ]);
  });

  test('A busy device rings while an offer rings and no call is up (device_state_busy_at=1)', () => {
    const decoding = listen();
    queued(decoding);
    decoding.decode('AgentCalled', { ...caller, ...agent, ...bala, Queue: 'support' });
    expect(decoding.decode('QueueMemberStatus', member('3'))).toMatchObject([{ device: 'ringing' }]);
    decoding.decode('AgentConnect', { ...caller, ...agent, ...bala, Queue: 'support', HoldTime: '2' });
    expect(decoding.decode('QueueMemberStatus', member('3'))).toMatchObject([{ device: 'in-use' }]);
  });
});

describe('ids and times', () => {
  test("A caller's number leaves only as a keyed hash, and a missing number as no hash", () => {
    const decoding = listen();
    queued(decoding);
    queued(decoding, { ...caller, CallerIDNum: '+44 20 7946 0001', Uniqueid: 'c.2', Linkedid: 'c.2' });
    for (const [i, CallerIDNum] of ['<unknown>', '', 'anonymous'].entries()) {
      queued(decoding, { ...caller, CallerIDNum, Uniqueid: `x.${i}`, Linkedid: `x.${i}` });
    }
    const customers = decoding.events.map((event) => event.kind === 'call-queued' && event.customer);
    expect(customers[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(customers).toEqual([customers[0], customers[0], undefined, undefined, undefined]);
    expect(JSON.stringify(decoding.events)).not.toContain('7946');
  });

  test('An event after a gap never has an id used before it', () => {
    const deliverEvent = (decoding: Decoding): string[] => {
      decoding.decode('Hold', { Uniqueid: 'a.1', Linkedid: 'c.1' });
      decoding.decode('Unhold', { Uniqueid: 'a.1', Linkedid: 'c.1' });
      return decoding.events.map(({ id }) => id);
    };
    const before = listen();
    answered(before);
    const ids = deliverEvent(before);
    before.decoder.connected(t0 + 60_000);
    expect(new Set(deliverEvent(before)).size).toBe(ids.length + 2);
    // Another process, which begins in mid-call.
    const later = listen();
    later.decoder.connected(t0 + 90_000);
    later.decode('AgentConnect', { ...caller, ...agent, ...bala, Queue: 'support', HoldTime: '2' });
    expect(deliverEvent(later).filter((id) => ids.includes(id))).toEqual([]);
  });

  test("Times with timestampevents are the phone system's own, converted when its clock is an hour off", () => {
    const decoding = listen();
    const stamped = (event: string, seconds: number, delayMs: number) => {
      decoding.at = t0 + seconds * 1000 + delayMs;
      return decoding.decode(event, {
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
    expect(decoding.notices.map(({ kind }) => kind)).toEqual(['clock-skew']);
  });

  test("A clock set back an hour moves no event back, and is no restart of the phone system", () => {
    const decoding = listen();
    const stampAt = (ms: number) => ({ Timestamp: String(ms / 1000) });
    const booted = (uptimeSeconds: number) => decoding.decode('FullyBooted', { Uptime: String(uptimeSeconds), ...stampAt(decoding.at - shift) });
    let shift = 0;
    expect(booted(600)).toMatchObject([{ startedAt: t0 - 600_000 }]);
    decoding.decode('Newchannel', { ...caller, ...stampAt(decoding.at) });
    decoding.decode('QueueCallerJoin', { ...caller, Queue: 'sales', ...stampAt(decoding.at) });
    decoding.at += 1000;
    const [connected] = decoding.decode('AgentConnect', { ...caller, ...agent, ...bala, Queue: 'sales', HoldTime: '1', ...stampAt(decoding.at) });
    shift = 3_600_000;
    decoding.at += 60_000;
    const [paused] = decoding.decode('QueueMemberPause', { ...bala, Queue: 'sales', Status: '2', Paused: '1', PausedReason: 'Coffee', ...stampAt(decoding.at - shift) });
    expect(paused!.at - connected!.at).toBe(60_000);
    decoding.at += 1000;
    decoding.decoder.connected(decoding.at);
    expect(booted(661 - 3600)).toMatchObject([{ startedAt: t0 - 600_000 }]);
    decoding.at += 10_000;
    const [ended] = decoding.decode('AgentComplete', { ...caller, ...agent, ...bala, Queue: 'sales', HoldTime: '1', TalkTime: '72', Reason: 'caller', ...stampAt(decoding.at - shift) });
    expect(ended).toMatchObject({ kind: 'call-ended', at: connected!.at + 71_000 });
  });

  test('A clock set back by seconds puts no event before an earlier one', () => {
    const decoding = listen();
    const pause = (paused: '0' | '1', at: number) =>
      decoding.decode('QueueMemberPause', { ...bala, Queue: 'sales', Status: '1', Paused: paused, PausedReason: 'Coffee', Timestamp: String(at / 1000) });
    const [first] = pause('1', decoding.at);
    decoding.at += 2000;
    const [second] = pause('0', decoding.at - 20_000);
    expect(second!.at).toBeGreaterThanOrEqual(first!.at);
  });

  test('Order counts up', () => {
    const decoding = listen();
    answered(decoding);
    expect(decoding.events.map(({ order }) => order)).toEqual([1, 2, 3]);
  });

  test('FullyBooted has the time of the start, and a later start forgets open calls', () => {
    const decoding = listen();
    expect(decoding.decode('FullyBooted', { Uptime: '60' })).toMatchObject([
      { kind: 'feed-opened', startedAt: t0 - 60_000 },
    ]);
    answered(decoding);
    decoding.at += 10_000;
    decoding.decode('FullyBooted', { Uptime: '1' });
    expect(decoding.decode('Hold', { Uniqueid: 'a.1', Linkedid: 'c.1' })).toEqual([]);
  });
});

test('A QueueStatus answer becomes the roster, with the waiting callers', () => {
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
  expect(decoder.lineReport(items, t0)).toMatchObject({
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
