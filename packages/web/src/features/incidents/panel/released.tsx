import type { IncidentView } from '@onhook/contract';
import { dayAndTime } from '../../../design/times.ts';
import { getLocale, regional } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';
import { saveFile } from '../../../design/save-file.ts';
import { dutyName } from '../shared/words.ts';
import type { Announce } from '../../../design/panel/announce.ts';
import { Room } from '../../../design/panel/room.tsx';
import { client } from '../../../api/client.ts';
import { Account } from './account.tsx';
import css from './incidents.module.css';

interface Props {
  readonly incident: IncidentView;
  readonly now: number;
  readonly announce: Announce;
  readonly onLeave: () => void;
}

/** Released incident, and the measures that the centre owes for it. */
export const Released = ({ incident, now, announce, onLeave }: Props) => {
  const when = (at: number): string => dayAndTime(at, regional());
  const take = async (): Promise<void> => {
    const reply = await client('GET /api/incidents/:incident/file', { params: { incident: incident.incident }, query: { language: getLocale() } });
    if (reply.kind === 'ok') saveFile(reply.value.name, 'text/html', reply.value.html);
    else announce(m.incidents_not_sent());
  };
  return (
    <Room
      back={{ label: m.incidents_back(), onTake: onLeave }}
      title={m.incidents_released_at({ when: when(incident.releasedAt) })}
      main={{ label: m.incidents_take(), onTake: () => void take() }}
    >
      <h2 className={css.heading}>{m.incidents_owed()}</h2>
      <dl className={css.duties}>
        {incident.duties.map(({ duty, dueAt, doneAt, doneBy }) => (
          <div key={duty}>
            <dt>{dutyName[duty]()}</dt>
            {doneAt === null ? (
              <dd className={dueAt < now ? css.late : ''}>{m.incidents_due({ when: when(dueAt) })}</dd>
            ) : (
              <dd>{doneBy === null ? when(doneAt) : m.incidents_done_by({ when: when(doneAt), name: doneBy })}</dd>
            )}
          </div>
        ))}
      </dl>
      <Account account={incident} />
    </Room>
  );
};
