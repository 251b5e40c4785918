import type { CentreId, QueueName } from '@onhook/core/ids';
import { example, table, type Json } from '../../platform/store/index.ts';

export interface UsualHandleTimeTable {
  centre: CentreId;
  queue: QueueName;
  hour: number;
  sketch: Json<object>;
  updated_at: number;
}

export interface FloorSnapshotTable {
  centre: CentreId;
  state_version: number;
  up_to_seq: number;
  state: Uint8Array;
  at: number;
}

export interface FloorOwnerTable {
  centre: CentreId;
  owner: string;
  fence: number;
  expires_at: number;
}

declare module '../../platform/store/table.ts' {
  interface Tables {
    usual_handle_time: UsualHandleTimeTable;
    floor_snapshot: FloorSnapshotTable;
    floor_owner: FloorOwnerTable;
  }
}

export const usualHandleTimeRows = table({
  name: 'usual_handle_time',
  owner: { nobody: 'a sketch of the times of a queue' },
  erase: 'nothing',
  retain: { forever: 'written over as calls end' },
  backup: { after: [] },
  example: [{ centre: example.centre, queue: example.queue, hour: 9, sketch: { b: 1.25 }, updated_at: example.at }],
});

export const floorSnapshotRows = table({
  name: 'floor_snapshot',
  owner: { nobody: 'the state of the phone system’s lines; written over every minute' },
  erase: 'nothing',
  retain: { forever: 'written over every minute' },
  afterMidnight: { byRuntime: 'ended calls and the requests of past pauses leave the state, and a new snapshot replaces the old one' },
  backup: { after: [] },
  example: [{ centre: example.centre, state_version: 1, up_to_seq: 1_000, state: Uint8Array.from({ length: 2_000 }, (_, n) => n % 256), at: example.at }],
});

export const floorOwnerRows = table({
  name: 'floor_owner',
  owner: { nobody: 'processes' },
  erase: 'nothing',
  retain: { forever: 'one row, so that fences go on counting up' },
  backup: { after: [] },
  example: [{ centre: example.centre, owner: 'a', fence: 1, expires_at: example.at + 1_000 }],
});
