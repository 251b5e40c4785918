import type { OwnRequest, RequestForMe, Somebody, WishView } from '@onhook/contract';
import { type Space, spaces } from '@onhook/core/debrief';
import { ChevronRight, Glasses, type IconNode, MessageCircle, TreePine, Users } from 'lucide';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { Choice } from '../../../design/choice.tsx';
import { CircleRoom } from '../../circle/panel/index.ts';
import { Icon } from '../../../design/icon.tsx';
import { Rows } from '../../../design/rows.tsx';
import { asksWords, spaceWords } from '../shared/words.ts';
import { m } from '../../../generated/messages/messages.js';
import { newId } from '../../../local-store/new-id.ts';
import type { RoomProps } from '../../../api/panel/room.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import { Section } from '../../../design/panel/section.tsx';
import css from './debrief.module.css';
import { problemOf } from '../../../api/panel/problem.ts';
import { actInDebrief, useOwnDebrief } from './feed.ts';
import { statusWords, wishWords } from './words.ts';
import { useEvent } from '../../../design/use-event.ts';

type At =
  | { readonly kind: 'all' | 'circle' }
  | { readonly kind: 'word' | 'space' | 'view' }
  | { readonly kind: 'answering'; readonly request: RequestForMe }
  | { readonly kind: 'reading'; readonly request: OwnRequest }
  | { readonly kind: 'notes'; readonly request: string; readonly other: Somebody };

const withSealed: ReadonlySet<At['kind']> = new Set(['view', 'answering', 'reading', 'notes'] as const);

const shownForMs = 24 * 3_600_000;

/** Loads the code that seals and opens only when `wanted`, because it is large. Calls `onMissing` when it can't be loaded. */
const useSealed = (wanted: boolean, onMissing: () => void): typeof import('./view.tsx') | null => {
  const [sealed, setSealed] = useState<typeof import('./view.tsx') | null>(null);
  const missing = useEvent(onMissing);
  useEffect(() => {
    if (wanted) void import('./view.tsx').then(setSealed, missing);
  }, [wanted, missing]);
  return sealed;
};

interface ChoiceRowProps {
  readonly icon: IconNode;
  readonly label: string;
  readonly hint?: string;
  readonly onTake: () => void;
}

/** One thing that the agent can ask for. */
const ChoiceRow = ({ icon, label, hint, onTake }: ChoiceRowProps) => (
  <button type="button" className={css.choice} onClick={onTake}>
    <Icon of={icon} />
    <span>
      {label}
      {hint && <small className={css.hint}>{hint}</small>}
    </span>
    <Icon of={ChevronRight} size="1em" />
  </button>
);

/** Room for the agent's own requests, their state, and the requests from colleagues. */
export const DebriefRoom = ({ view, announce, onClose }: RoomProps) => {
  const { debrief, isUnknown } = useOwnDebrief();
  const [at, setAt] = useState<At>({ kind: 'all' });
  const [whom, setWhom] = useState('');
  const [space, setSpace] = useState<Space>('ten-minutes');
  const { person } = view.person;
  const missing = (): void => announce(m.offline_no_room());
  const sealed = useSealed(withSealed.has(at.kind), missing);
  const leave = { label: m.debrief_back(), onTake: onClose };
  const back = { label: m.debrief_back(), onTake: () => setAt({ kind: 'all' }) };

  // Reports an open request as seen, so that its asker learns who has seen it.
  const unseen = debrief?.forMe.find(({ state, seenAt }) => state === 'asked' && seenAt === null)?.request;
  useEffect(() => {
    if (unseen !== undefined) void actInDebrief('POST /api/debrief/requests/:request/seen', { params: { request: unseen } });
  }, [unseen]);

  if (!debrief)
    return (
      <Room back={leave} title={m.debrief_title()}>
        {isUnknown && <Paragraph>{m.debrief_offline()}</Paragraph>}
      </Room>
    );

  const { leads, circle, serverNow } = debrief;
  const leadOptions = leads.map(({ person: id, name, away }) => ({ id, label: away ? m.debrief_away({ name }) : name }));
  const options = [
    ...leadOptions,
    ...circle.map(({ person: id, name }) => ({ id, label: name })),
    ...(circle.length > 1 ? [{ id: '', label: m.debrief_anyone() }] : []),
  ];
  const open = (kind: 'word' | 'space' | 'view'): void => {
    setWhom(options[0]?.id ?? '');
    setAt({ kind });
  };
  const nameOf = (id: string): string => [...leads, ...circle].find((one) => one.person === id)?.name ?? m.debrief_anyone();
  const reachOf = (id: string) => {
    if (id === '') return { kind: 'circle' } as const;
    return { kind: leads.some((lead) => lead.person === id) ? 'lead' : 'colleague', person: id } as const;
  };
  const ask = async (wish: WishView, share: string | null): Promise<void> => {
    const problem = problemOf(await actInDebrief('POST /api/debrief/requests', { body: { request: newId(), wish, reach: reachOf(whom), share } }));
    announce(problem);
    if (!problem) setAt({ kind: 'all' });
  };
  const answer = (request: string, given: 'coming' | 'cannot'): void =>
    void actInDebrief('POST /api/debrief/requests/:request/answer', { params: { request }, body: { answer: { kind: given } } }).then((result) => announce(problemOf(result)));
  const takeBack = (request: string): void =>
    void actInDebrief('DELETE /api/debrief/requests/:request', { params: { request } }).then((result) => announce(problemOf(result)));
  const choose = <Choice label={m.debrief_whom()} options={options} chosen={[whom]} many={false} onChoose={setWhom} />;

  switch (at.kind) {
    case 'circle':
      return <CircleRoom announce={announce} onBack={back.onTake} />;
    case 'word':
      return (
        <Room
          back={back}
          title={m.debrief_word_title()}
          main={{ label: whom ? m.debrief_ask_named({ name: nameOf(whom) }) : m.debrief_ask(), onTake: () => void ask({ kind: 'word' }, null) }}
        >
          <Paragraph>{m.debrief_word_how()}</Paragraph>
          {choose}
        </Room>
      );
    case 'space':
      return (
        <Room
          back={back}
          title={m.debrief_space_title()}
          main={{ label: m.debrief_ask_named({ name: nameOf(whom) }), onTake: () => void ask({ kind: 'space', space }, null) }}
        >
          <Paragraph>{m.debrief_space_how()}</Paragraph>
          <Choice
            label={m.debrief_space_title()}
            options={spaces.map((id) => ({ id, label: spaceWords[id]() }))}
            chosen={[space]}
            many={false}
            onChoose={setSpace}
          />
          {leads.length > 1 && <Choice label={m.debrief_whom()} options={leadOptions} chosen={[whom]} many={false} onChoose={setWhom} />}
        </Room>
      );
    case 'view':
      return sealed && (
        <sealed.AskView
          person={person}
          to={{ person: whom, name: nameOf(whom) }}
          choose={<Choice label={m.debrief_whom()} options={options.filter(({ id }) => id !== '')} chosen={[whom]} many={false} onChoose={setWhom} />}
          back={back}
          onShared={(share) => ask({ kind: 'view' }, share)}
        />
      );
    case 'answering':
      return sealed && <sealed.Answer person={person} request={at.request} back={back} announce={announce} />;
    case 'reading':
      return sealed && <sealed.ReadAnswer person={person} request={at.request} back={back} />;
    case 'notes': {
      const found = [...debrief.mine, ...debrief.forMe].find(({ request }) => request === at.request);
      const talk = { request: at.request, notes: found?.notes ?? [], other: at.other };
      return sealed && <sealed.NotesOfTalk person={person} talk={talk} back={back} announce={announce} />;
    }
    case 'all':
  }

  const mine = debrief.mine.filter(({ state, closedAt, followUpAt, notes }) => state === 'asked' || notes.length > 0 || (closedAt ?? 0) > serverNow - shownForMs || (followUpAt ?? 0) > serverNow - shownForMs);
  const forMe = debrief.forMe.filter(({ state }) => state === 'asked' || state === 'answered');
  const nobody = options.length === 0;
  const notesWith = (request: string, other: Somebody, n: number): ReactNode => (
    <Button kind="quiet" aria-label={m.debrief_notes_title(other)} onClick={() => setAt({ kind: 'notes', request, other })}>
      {n > 0 ? m.debrief_notes_n({ n }) : m.debrief_notes()}
    </Button>
  );
  const row = (key: string, what: string, how: readonly string[], ways: ReactNode) => (
    <li key={key} className={css.request}>
      <p className={css.what}>{what}</p>
      {how.map((line) => (
        <p key={line} className={css.how}>
          {line}
        </p>
      ))}
      {ways && <div className={css.ways}>{ways}</div>}
    </li>
  );
  return (
    <Room back={leave} title={m.debrief_title()}>
      <Paragraph>{nobody ? m.debrief_nobody() : m.debrief_how()}</Paragraph>
      {leads.length === 0 && !nobody && <Paragraph>{m.debrief_no_lead()}</Paragraph>}
      <div className={css.choices}>
        {!nobody && <ChoiceRow icon={MessageCircle} label={m.debrief_word()} onTake={() => open('word')} />}
        {leads.length > 0 && <ChoiceRow icon={TreePine} label={m.debrief_space()} onTake={() => open('space')} />}
        {options.some(({ id }) => id !== '') && <ChoiceRow icon={Glasses} label={m.debrief_view()} onTake={() => open('view')} />}
        <ChoiceRow icon={Users} label={m.circle_title()} hint={m.debrief_circle_how()} onTake={() => setAt({ kind: 'circle' })} />
      </div>
      {forMe.length > 0 && (
        <Section title={m.debrief_of_you()}>
          <Rows>
            {forMe.map((request) =>
              row(
                request.request,
                asksWords(request),
                request.state === 'answered' ? [m.debrief_said_coming()] : [],
                request.state === 'asked' ? (
                  <>
                    {request.wish.kind === 'view' ? (
                      <Button onClick={() => setAt({ kind: 'answering', request })}>{m.debrief_read_it()}</Button>
                    ) : (
                      <Button onClick={() => answer(request.request, 'coming')}>{m.debrief_say_coming()}</Button>
                    )}
                    <Button kind="quiet" onClick={() => answer(request.request, 'cannot')}>
                      {m.debrief_say_cannot()}
                    </Button>
                  </>
                ) : (
                  request.answeredBy?.person === person && notesWith(request.request, request.from, request.notes.length)
                ),
              ),
            )}
          </Rows>
        </Section>
      )}
      {mine.length > 0 && (
        <Section title={m.debrief_yours()}>
          <Rows>
            {mine.map((own) =>
              row(
                own.request,
                wishWords(own.wish),
                statusWords(own),
                <>
                  {own.answer?.kind === 'read' && (
                    <Button onClick={() => setAt({ kind: 'reading', request: own })}>{m.debrief_read_answer()}</Button>
                  )}
                  {own.answeredBy && notesWith(own.request, own.answeredBy, own.notes.length)}
                  {own.state === 'asked' && (
                    <Button kind="quiet" onClick={() => takeBack(own.request)}>
                      {m.debrief_take_back()}
                    </Button>
                  )}
                </>,
              ),
            )}
          </Rows>
        </Section>
      )}
    </Room>
  );
};
