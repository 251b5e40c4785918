import type { LineId, PersonId, QueueName, TeamId } from '@onhook/core/ids';

/** Changes of the floor that are durable: whose recovery, offer or minutes, which lines and which queues. */
export interface FloorChanged {
  readonly people: ReadonlySet<PersonId>;
  readonly lines: ReadonlySet<LineId>;
  readonly queues: ReadonlySet<QueueName>;
}

/** An active agent of a team. */
export interface TeamMember {
  readonly person: PersonId;
  readonly name: string;
  readonly team: TeamId;
}

export interface Team {
  readonly team: TeamId;
  readonly name: string;
  readonly members: readonly TeamMember[];
}

/** People, teams, lines or stand-ins have been read again from the store. */
export interface PeopleChanged {
  readonly teams: readonly Team[];
  /** Every active agent, also those of no team. */
  readonly agents: ReadonlySet<PersonId>;
  /** False: nothing says that who leads whom is another than before. */
  readonly leadsMayHaveChanged: boolean;
}

/** A person's first stream of a topic opened, or their last one closed. */
export interface TopicPresence {
  readonly topic: string;
  readonly person: PersonId;
}

/** The topics of the server's one bus. */
export interface ServerEvents {
  readonly 'floor-changed': FloorChanged;
  readonly 'people-changed': PeopleChanged;
  readonly 'topic-opened': TopicPresence;
  readonly 'topic-closed': TopicPresence;
}
