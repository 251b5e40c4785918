import type { IncidentCallsView } from '@onhook/contract';
import { useState } from 'react';
import { Cord } from '../../../design/cord/index.ts';
import { regional } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { client } from '../../../api/client.ts';
import { Account } from './account.tsx';
import css from './incidents.module.css';
import type { IncidentDraft } from '../shared/slice.ts';

interface Props {
  readonly draft: IncidentDraft;
  readonly seenBy: IncidentCallsView['seenBy'];
  readonly width: number;
  readonly onReleased: () => Promise<void>;
  /** Called when the people who would see the incident have changed. */
  readonly onChanged: () => void;
  readonly onLeave: () => void;
}

/** Shows, before the release, exactly the text that will be seen and the people who will see it. */
export const Release = ({ draft, seenBy, width, onReleased, onChanged, onLeave }: Props) => {
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
    <Screen
      back={{ label: m.incidents_not_now(), onTake: onLeave }}
      picture={<Cord progress={0.9} width={width} />}
      title={m.incidents_release_to({ names })}
      main={{ label: m.incidents_release(), onTake: () => void release(), disabled: sending }}
      ways={[{ label: m.incidents_not_now(), onTake: onLeave }]}
    >
      <Paragraph>{m.incidents_release_how({ names })}</Paragraph>
      <p role="alert" className={css.problem}>
        {problem}
      </p>
      <Account account={draft} />
    </Screen>
  );
};
