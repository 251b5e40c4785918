/** One line of Asterisk's queue_log. Times are epoch milliseconds, exact to a second. */
export interface QueueLogEntry {
  readonly at: number;
  readonly call: string;
  readonly queue: string;
  /** Name of the member, or its interface where it has no name. */
  readonly agent: string;
  readonly event: string;
  readonly fields: readonly string[];
}

export interface LoggedTalk {
  readonly call: string;
  readonly queue: string;
  readonly agent: string;
  readonly endedAt: number;
  readonly talkMs: number;
}

export interface LoggedPause {
  readonly queue: string;
  readonly agent: string;
  readonly reason: string;
  readonly from: number;
  /** Null while the pause lasts. */
  readonly to: number | null;
}

/** Reads the text of a queue_log. */
export const readQueueLog = (text: string): QueueLogEntry[] =>
  text.split('\n').flatMap((line) => {
    const [seconds = '', call = '', queue = '', agent = '', event = '', ...fields] = line.split('|');
    return event === '' ? [] : [{ at: Number(seconds) * 1000, call, queue, agent, event, fields }];
  });

/** Lists the talks that one side hung up. */
export const loggedTalks = (entries: readonly QueueLogEntry[]): LoggedTalk[] =>
  entries.flatMap(({ at, call, queue, agent, event, fields }) =>
    event === 'COMPLETEAGENT' || event === 'COMPLETECALLER' ? [{ call, queue, agent, endedAt: at, talkMs: Number(fields[1]) * 1000 }] : [],
  );

/** Lists the pauses in one queue each. A second PAUSE with another reason ends the first pause; leaving the queue ends it too. */
export const loggedPauses = (entries: readonly QueueLogEntry[]): LoggedPause[] => {
  const pauses: { queue: string; agent: string; reason: string; from: number; to: number | null }[] = [];
  for (const { at, queue, agent, event, fields } of entries) {
    if (event !== 'PAUSE' && event !== 'UNPAUSE' && event !== 'REMOVEMEMBER') continue;
    const open = pauses.findLast((one) => one.queue === queue && one.agent === agent && one.to === null);
    if (event === 'PAUSE' && open?.reason === (fields[0] ?? '')) continue;
    if (open) open.to = at;
    if (event === 'PAUSE') pauses.push({ queue, agent, reason: fields[0] ?? '', from: at, to: null });
  }
  return pauses;
};
