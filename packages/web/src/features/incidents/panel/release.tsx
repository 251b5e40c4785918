import type { IncidentCallsView } from '@onhook/contract';
import { useState } from 'react';
import { regional } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import { client } from '../../../api/client.ts';
import { Account } from './account.tsx';
import css from './incidents.module.css';
import type { IncidentDraft } from '../shared/slice.ts';

interface Props {
  readonly draft: IncidentDraft;
  readonly seenBy: IncidentCallsView['seenBy'];
  readonly onReleased: () => Promise<void>;
  /** Called when the people who would see the incident have changed. */
  readonly onChanged: () => void;
  readonly onLeave: () => void;
}

/** Shows, before the release, exactly the text that will be seen and the people who will see it. */
export const Release = ({ draft, seenBy, onReleased, onChanged, onLeave }: Props) => {
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const names = new Intl.ListFormat(regional(), { type: 'conjunction' }).format(seenBy.map(({ name }) => name));

  const release = async (): Promise<void> => {
    setSending(true);
    const { id, call, happenedAt, kind, severity, happened, done } = draft;
    const body = { incident: id, call, happenedAt, kind, severity, happened, done, seenBy: seenBy.map(({ person }) => person) };
    const reply = await client('POST /api/incidents', { body });
    if (reply.kind === 'ok') return onReleased();
    setSending(false);
    if (reply.kind === 'refused' && reply.error === 'no-longer-possible') onChanged();
    setProblem(reply.kind === 'refused' && reply.error === 'no-longer-possible' ? m.incidents_others() : m.incidents_not_sent());
  };

  return (
    <Room
      back={{ label: m.incidents_not_now(), onTake: onLeave }}
      title={m.incidents_release_to({ names })}
      main={{ label: m.incidents_release(), onTake: () => void release(), disabled: sending }}
    >
      <Paragraph>{m.incidents_release_how({ names })}</Paragraph>
      <p role="alert" className={css.problem}>
        {problem}
      </p>
      <Account account={draft} />
    </Room>
  );
};
