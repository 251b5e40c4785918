import type { Asterisk } from '../rig/asterisk.ts';
import type { Block, Manager } from '../rig/manager.ts';

/** A pause of one line in one queue, as Asterisk reported it; `to` is null while it lasts. */
export interface PauseSpell {
  readonly line: string;
  readonly queue: string;
  readonly reason: string;
  readonly from: number;
  to: number | null;
}

export interface PauseWatch {
  readonly spells: readonly PauseSpell[];
  stop(): void;
}

/** Records every pause from now on, over a separate connection, and reconnects after a restart of Asterisk. */
export const watchPauses = async (asterisk: Asterisk): Promise<PauseWatch> => {
  const spells: PauseSpell[] = [];
  let isStopped = false;
  let manager: Manager | null = null;

  const note = (line: string, queue: string, reason: string | null): void => {
    const now = Date.now();
    const open = spells.findLast((spell) => spell.line === line && spell.queue === queue && spell.to === null);
    if (open?.reason === reason) return;
    if (open) open.to = now;
    if (reason !== null) spells.push({ line, queue, reason, from: now, to: null });
  };
  const notePause = (event: Block): void => {
    if (event['Event'] !== 'QueueMemberPause') return;
    note(event['Interface'] ?? '', event['Queue'] ?? '', event['Paused'] === '1' ? (event['PausedReason'] ?? '') : null);
  };
  const connect = async (): Promise<Manager> => {
    const opened = await asterisk.manager(notePause);
    for (const { line, queue, pausedFor } of await opened.members()) note(line, queue, pausedFor);
    return (manager = opened);
  };
  const goOn = async (opened: Manager): Promise<void> => {
    for (let current = opened; ; current = await connect()) {
      await current.closed;
      if (isStopped) return;
    }
  };
  const going = goOn(await connect());
  return {
    spells,
    stop: () => {
      isStopped = true;
      manager?.close();
      void going;
    },
  };
};
