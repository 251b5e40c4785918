import type { IncidentCallsView, IncidentView } from '@onhook/contract';
import { useEffect, useState } from 'react';
import { serverClock } from '../../../api/server-clock.ts';
import { dayAndTime } from '../../../design/times.ts';
import { regional } from '../../../design/locale.ts';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import { kindName } from '../shared/words.ts';
import { changeSlice } from '../../../local-store/index.ts';
import { requestPersistence } from '../../../local-store/stay.ts';
import { useSlice } from '../../../local-store/use-slice.ts';
import { newId } from '../../../local-store/new-id.ts';
import type { RoomProps } from '../../../api/panel/room.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import { client } from '../../../api/client.ts';
import { Account } from './account.tsx';
import css from './incidents.module.css';
import { Release } from './release.tsx';
import { Released } from './released.tsx';
import { type IncidentDraft, incidentsSlice } from '../shared/slice.ts';
import { IncidentForm } from './write.tsx';

type View =
  | { readonly kind: 'list' }
  | { readonly kind: 'write'; readonly draft: IncidentDraft }
  | { readonly kind: 'draft'; readonly id: string }
  | { readonly kind: 'release'; readonly id: string }
  | { readonly kind: 'released'; readonly id: string };

const noCalls: Pick<IncidentCallsView, 'calls' | 'seenBy'> = { calls: [], seenBy: [] };

/** Room for records of abusive calls. Only the agent can read a record until it is released. */
export const Incidents = ({ view, announce, onClose }: RoomProps) => {
  const { person } = view.person;
  const [drafts] = useSlice(person, incidentsSlice);
  const [shown, setShown] = useState<View>({ kind: 'list' });
  const [known, setKnown] = useState(noCalls);
  const [released, setReleased] = useState<readonly IncidentView[] | null>(null);

  const read = async (): Promise<void> => {
    const [calls, own] = await Promise.all([client('GET /api/incident-calls'), client('GET /api/incidents')]);
    if (calls.kind === 'ok') setKnown(calls.value);
    if (own.kind === 'ok') setReleased(own.value.incidents);
  };
  useEffect(() => void read(), [person]);

  const now = serverClock.now();
  const toList = (): void => setShown({ kind: 'list' });
  const when = (at: number): string => dayAndTime(at, regional());
  const leave = { label: m.incidents_back(), onTake: onClose };
  if (drafts === null) return <Room back={leave} title={m.incidents_title()} />;

  const without = (id: string): Promise<unknown> => changeSlice(person, incidentsSlice, (all) => all.filter((draft) => draft.id !== id));

  switch (shown.kind) {
    case 'write':
      return (
        <IncidentForm
          draft={shown.draft}
          calls={known.calls}
          onKeep={async (draft) => {
            void requestPersistence();
            await changeSlice(person, incidentsSlice, (all) => [...all.filter(({ id }) => id !== draft.id), draft]);
            setShown({ kind: 'draft', id: draft.id });
          }}
          onLeave={() => setShown(drafts.some(({ id }) => id === shown.draft.id) ? { kind: 'draft', id: shown.draft.id } : { kind: 'list' })}
        />
      );
    case 'draft': {
      const draft = drafts.find(({ id }) => id === shown.id);
      if (!draft) break;
      return (
        <Room
          back={{ label: m.incidents_back(), onTake: toList }}
          title={m.incidents_kept()}
          {...(known.seenBy.length > 0 && { main: { label: m.incidents_preview(), onTake: () => setShown({ kind: 'release', id: draft.id }) } })}
          ways={[
            { label: m.incidents_change(), onTake: () => setShown({ kind: 'write', draft }) },
            { label: m.incidents_delete(), onTake: () => void without(draft.id).then(toList) },
          ]}
        >
          <Paragraph>{known.seenBy.length > 0 ? m.incidents_kept_how() : m.incidents_nobody()}</Paragraph>
          <Account account={draft} />
        </Room>
      );
    }
    case 'release': {
      const draft = drafts.find(({ id }) => id === shown.id);
      if (!draft || known.seenBy.length === 0) break;
      return (
        <Release
          draft={draft}
          seenBy={known.seenBy}
          onReleased={async () => {
            await without(draft.id);
            await read();
            setShown({ kind: 'released', id: draft.id });
          }}
          onChanged={() => void read()}
          onLeave={() => setShown({ kind: 'draft', id: draft.id })}
        />
      );
    }
    case 'released': {
      const incident = released?.find((one) => one.incident === shown.id);
      if (!incident) break;
      return <Released incident={incident} now={now} announce={announce} onLeave={toList} />;
    }
    case 'list':
  }

  const fresh = (): IncidentDraft => {
    const [last] = known.calls;
    return {
      id: newId(),
      call: last ? { call: last.call, leg: last.leg } : null,
      facts: last?.facts ?? null,
      happenedAt: last?.facts.startedAt ?? now,
      kind: 'insults',
      severity: '',
      happened: '',
      done: '',
    };
  };
  const row = (id: string, kind: IncidentView['kind'], at: number, to: View) => (
    <li key={id}>
      <button type="button" className={css.row} onClick={() => setShown(to)}>
        <span className={css.kind}>{kindName[kind]()}</span>
        <span className={css.at}>{when(at)}</span>
      </button>
    </li>
  );
  return (
    <Room
      back={leave}
      title={m.incidents_title()}
      main={{ label: m.incidents_write(), onTake: () => setShown({ kind: 'write', draft: fresh() }) }}
    >
      <Paragraph>{m.incidents_how()}</Paragraph>
      {drafts.length > 0 && (
        <section className={css.list}>
          <h2 className={css.heading}>{m.incidents_drafts()}</h2>
          <Rows>{drafts.toReversed().map(({ id, kind, happenedAt }) => row(id, kind, happenedAt, { kind: 'draft', id }))}</Rows>
        </section>
      )}
      {released !== null && released.length > 0 && (
        <section className={css.list}>
          <h2 className={css.heading}>{m.incidents_released()}</h2>
          <Rows>{released.map(({ incident, kind, happenedAt }) => row(incident, kind, happenedAt, { kind: 'released', id: incident }))}</Rows>
        </section>
      )}
    </Room>
  );
};
