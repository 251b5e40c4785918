import type { ServerResponse } from 'node:http';
import type { LiveMessages } from '@onhook/contract';
import type { PersonId } from '@onhook/core/ids';
import type { Actor } from '../access/index.ts';
import type { Bus, ServerEvents } from '../bus/index.ts';

/** The response that a browser's live stream is written to. */
export type LiveStream = Pick<ServerResponse, 'write' | 'end' | 'writableNeedDrain' | 'writableEnded' | 'destroy'>;

export type LiveMessage = { readonly [Name in keyof LiveMessages]: { readonly name: Name; readonly data: LiveMessages[Name] } }[keyof LiveMessages];

/** Live view of a feature. The feature checks access, builds the view and pushes its changes. */
export interface Topic {
  readonly name: string;
  /** Returns the first message of a stream that this actor opens; null when the topic is not for them. */
  open(actor: Actor, stream: LiveStream): LiveMessage | null;
  /** Called when a stream that `open` accepted has closed. */
  closed?(person: PersonId, stream: LiveStream): void;
}

/**
 * Formats one server-sent event.
 *
 * @returns the text to write to a stream
 */
export const eventText = <Name extends keyof LiveMessages>(name: Name, data: LiveMessages[Name]): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Writes to a stream. A browser that has stopped reading is disconnected; it gets the whole view when it reconnects. */
export const send = (stream: LiveStream, text: string): void => {
  if (stream.writableNeedDrain) stream.destroy();
  else stream.write(text);
};

type StreamsByPerson = Map<PersonId, Set<LiveStream>>;

const add = (streams: StreamsByPerson, person: PersonId, stream: LiveStream): void => {
  streams.set(person, (streams.get(person) ?? new Set()).add(stream));
};

/** Removes a stream of this person. Returns false when it was not there. */
const remove = (streams: StreamsByPerson, person: PersonId, stream: LiveStream): boolean => {
  const own = streams.get(person);
  const wasThere = own?.delete(stream) ?? false;
  if (own?.size === 0) streams.delete(person);
  return wasThere;
};

/** Holds the live streams of all browsers, by person and topic. Topics are registered by features; the hub knows none. */
export class LiveHub {
  readonly #bus: Pick<Bus<ServerEvents>, 'publish'>;
  readonly #topics = new Map<string, { readonly topic: Topic; readonly streams: StreamsByPerson }>();
  readonly #streams: StreamsByPerson = new Map();

  constructor(bus: Pick<Bus<ServerEvents>, 'publish'>) {
    this.#bus = bus;
  }

  addTopic(topic: Topic): void {
    this.#topics.set(topic.name, { topic, streams: new Map() });
  }

  /** The number of open streams. */
  get streams(): number {
    let count = 0;
    for (const own of this.#streams.values()) count += own.size;
    return count;
  }

  /** Opens a stream: writes the first message of every topic that is for this actor. */
  open(actor: Actor, stream: LiveStream): void {
    const { person } = actor;
    for (const { topic, streams } of this.#topics.values()) {
      const first = topic.open(actor, stream);
      if (!first) continue;
      const isFirst = !streams.has(person);
      add(streams, person, stream);
      stream.write(eventText(first.name, first.data));
      if (isFirst) this.#bus.publish('topic-opened', { topic: topic.name, person });
    }
    add(this.#streams, person, stream);
  }

  /** Forgets a stream whose connection has closed. */
  closed(person: PersonId, stream: LiveStream): void {
    remove(this.#streams, person, stream);
    for (const { topic, streams } of this.#topics.values()) {
      if (!remove(streams, person, stream)) continue;
      topic.closed?.(person, stream);
      if (!streams.has(person)) this.#bus.publish('topic-closed', { topic: topic.name, person });
    }
  }

  /** True while this person has any stream open. */
  isListening(person: PersonId): boolean {
    return this.#streams.has(person);
  }

  /** True while this person has a stream with this topic open. */
  isOpen(topic: string, person: PersonId): boolean {
    return this.#topics.get(topic)?.streams.has(person) ?? false;
  }

  /** The people who have a stream with this topic open. */
  peopleOn(topic: string): readonly PersonId[] {
    return [...(this.#topics.get(topic)?.streams.keys() ?? [])];
  }

  /** Pushes a message to every stream of this person. */
  pushToPerson<Name extends keyof LiveMessages>(person: PersonId, name: Name, data: LiveMessages[Name]): void {
    this.#push(this.#streams, person, name, data);
  }

  /** Pushes a message to every stream of this person that has the topic open. */
  pushToTopic<Name extends keyof LiveMessages>(topic: string, person: PersonId, name: Name, data: LiveMessages[Name]): void {
    const streams = this.#topics.get(topic)?.streams;
    if (streams) this.#push(streams, person, name, data);
  }

  /** Ends the streams that have the topic open, of this person or of everybody; their browsers open new ones. */
  endStreams(topic: string, person?: PersonId): void {
    const streams = this.#topics.get(topic)?.streams ?? new Map<PersonId, Set<LiveStream>>();
    for (const own of person === undefined ? streams.values() : [streams.get(person) ?? []]) for (const stream of own) stream.end();
  }

  /** Ends a stream whose session is over. */
  signedOut(stream: LiveStream): void {
    if (stream.writableEnded) return;
    stream.write(eventText('signed-out', {}));
    stream.end();
  }

  /** Ends every stream. */
  stop(): void {
    for (const own of this.#streams.values()) for (const stream of own) stream.end();
  }

  #push<Name extends keyof LiveMessages>(streams: StreamsByPerson, person: PersonId, name: Name, data: LiveMessages[Name]): void {
    const own = streams.get(person);
    if (!own) return;
    const text = eventText(name, data);
    for (const stream of own) send(stream, text);
  }
}
