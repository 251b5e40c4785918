import { createHmac } from 'node:crypto';
import type { Frame } from './frames.ts';
import type { Visit } from './visits.ts';

/** Frames of the same content, within one second: as many as this are told apart. */
const REMEMBERED_CONTENTS = 1024;

/**
 * Names events so that the same bytes give the same name however they are cut or often they are read, and two things
 * that happened never share one. Names hold no number of a caller: contents are hashed under the site's key.
 */
export interface Naming {
  connected(receivedAt: number): void;
  /** Counts one more frame of this connection. */
  frame(): void;
  /** For what carries nothing of its own: the frame's place in this connection. */
  byPlace(kind: string): string;
  /** For what says when it happened, by its time or by the phone system's own counters. */
  byContent(kind: string, frame: Frame): string;
  /** For what happened to a caller: the how-manieth thing it was, where all were heard. */
  byVisit(kind: string, visit: Visit, frame: Frame): string;
  /** For a caller's end that we concluded. */
  ofUnclosed(visit: Visit): string;
}

export const createNaming = (key: string | Uint8Array): Naming => {
  const contents = new Map<string, number>();
  let connections = 0;
  let connection = '';
  let frames = 0;

  const byPlace = (kind: string): string => `${kind}:${connection}:${frames}`;
  const byContent = (kind: string, frame: Frame): string => {
    const content = createHmac('sha256', key).update(frame.text).digest('hex').slice(0, 24);
    if (frame.get('Timestamp') !== undefined) return `${kind}:${content}`;
    const count = (contents.get(content) ?? 0) + 1;
    contents.delete(content);
    contents.set(content, count);
    if (contents.size > REMEMBERED_CONTENTS) contents.delete(contents.keys().next().value!);
    return `${kind}:${content}:${count}`;
  };

  return {
    connected(receivedAt) {
      connections += 1;
      connection = `${receivedAt.toString(36)}.${connections}`;
      frames = 0;
    },
    frame: () => void (frames += 1),
    byPlace,
    byContent,
    byVisit(kind, visit, frame) {
      visit.told += 1;
      if (frame.get('Timestamp') !== undefined) return byContent(kind, frame);
      return visit.whole ? `${kind}:${visit.uniqueid}:${visit.number}:${visit.told}` : byPlace(kind);
    },
    ofUnclosed: (visit) =>
      `unclosed:${visit.uniqueid}:${visit.whole ? visit.number : `${connection}:${visit.startedAt}`}`,
  };
};
