import type { TeamPhrase, TeamPhrasesView } from '@onhook/contract';
import { situations } from '@onhook/core/phrasebook';
import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide';
import { useEffect, useId, useState } from 'react';
import { RouteError } from '../../../api/app/route-error.tsx';
import { Message } from '../../../design/app/message.tsx';
import { Page } from '../../../design/app/page.tsx';
import { Button } from '../../../design/button.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Notice } from '../../../design/notice.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import { situationName } from '../shared/situations.ts';
import { Editor } from './editor.tsx';
import css from './phrases.module.css';
import { type LastPhraseChange, phrasesQuery, usePhrases } from './use-phrases.ts';

type TeamView = TeamPhrasesView['teams'][number];
type Act = (doing: LastPhraseChange) => Promise<string | null>;

const newPhrase = (): TeamPhrase => ({ phrase: crypto.randomUUID(), situation: 'validate', text: '', when: '', avoid: '' });

/** Sorts phrases by situation, in the phrasebook's order. */
const inOrder = (phrases: readonly TeamPhrase[]): TeamPhrase[] =>
  situations.flatMap((situation) => phrases.filter((phrase) => phrase.situation === situation));

const Note = ({ label, text }: { readonly label: string; readonly text: string }) =>
  text === '' ? null : (
    <p className={css.note} dir="auto">
      <span className={css.label}>{label}</span> {text}
    </p>
  );

interface RowProps {
  readonly phrase: TeamPhrase;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

const Row = ({ phrase, onEdit, onRemove }: RowProps) => (
  <>
    <div className={css.words}>
      <p className={css.situation}>{situationName(phrase.situation)}</p>
      <p className={css.text} dir="auto">
        {phrase.text}
      </p>
      <Note label={m.phrases_when()} text={phrase.when} />
      <Note label={m.phrases_avoid()} text={phrase.avoid} />
    </div>
    <div className={css.actions}>
      <IconButton label={m.phrases_edit_named({ text: phrase.text })} onClick={onEdit}>
        <Icon of={Pencil} />
      </IconButton>
      <IconButton label={m.phrases_remove_named({ text: phrase.text })} onClick={onRemove}>
        <Icon of={Trash2} />
      </IconButton>
    </div>
  </>
);

const Team = ({ view, act }: { readonly view: TeamView; readonly act: Act }) => {
  const id = useId();
  const [editing, setEditing] = useState<TeamPhrase | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { team, name, phrases } = view;
  const isNew = editing !== null && !phrases.some(({ phrase }) => phrase === editing.phrase);

  const editor = editing && (
    <Editor
      key={editing.phrase}
      title={isNew ? m.phrases_team_new({ team: name }) : m.phrases_team_edit({ team: name })}
      phrase={editing}
      onSave={async (phrase) => {
        const refused = await act({ kind: 'saved', team, phrase });
        if (refused === null) setEditing(null);
        return refused;
      }}
      onLeave={() => setEditing(null)}
    />
  );
  return (
    <section aria-labelledby={id} className={css.team}>
      <div className={css.head}>
        <h2 id={id} className={css.name}>
          {name}
        </h2>
        {!isNew && (
          <Button aria-label={m.phrases_team_add_to({ team: name })} onClick={() => setEditing(newPhrase())}>
            <Icon of={Plus} />
            {m.phrases_team_add()}
          </Button>
        )}
      </div>
      {isNew && editor}
      <p role="alert" className={css.problem}>
        {problem}
      </p>
      {phrases.length === 0 && !isNew && <p className={css.none}>{m.phrases_team_empty()}</p>}
      <Rows>
        {inOrder(phrases).map((phrase) => (
          <li key={phrase.phrase} className={css.row}>
            {editing?.phrase === phrase.phrase ? (
              editor
            ) : (
              <Row
                phrase={phrase}
                onEdit={() => setEditing(phrase)}
                onRemove={() => void act({ kind: 'removed', team, phrase }).then(setProblem)}
              />
            )}
          </li>
        ))}
      </Rows>
    </section>
  );
};

const DoneNotice = ({ done, act }: { readonly done: LastPhraseChange; readonly act: Act }) => {
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => setProblem(null), [done]);
  const { text } = done.phrase;
  const putBack = { label: m.phrases_undo(), name: m.phrases_put_back({ text }), onTake: () => void act({ ...done, kind: 'saved' }).then(setProblem) };
  return (
    <div className={css.done}>
      <Notice of={done} {...(done.kind === 'removed' && { undo: putBack })}>
        {done.kind === 'saved' ? m.phrases_saved({ text }) : m.phrases_removed({ text })}
      </Notice>
      {problem !== null && <p className={css.problem}>{problem}</p>}
    </div>
  );
};

const Phrases = () => {
  const { data: view, error, refetch } = useQuery(phrasesQuery);
  const { done, act } = usePhrases();
  if (!view) {
    if (error) return <RouteError error={error} reset={() => void refetch()} />;
    return (
      <Page title={m.phrases_team_title()}>
        <Loading label={m.phrases_team_opening()} />
      </Page>
    );
  }
  if (view.teams.length === 0) return <Message title={m.phrases_team_none_led()} text={m.phrases_team_none_led_text()} />;
  return (
    <Page title={m.phrases_team_title()}>
      <p className={css.how}>{m.phrases_team_how()}</p>
      <div role="status">{done && <DoneNotice done={done} act={act} />}</div>
      <div className={css.teams}>
        {view.teams.map((team) => (
          <Team key={team.team} view={team} act={act} />
        ))}
      </div>
    </Page>
  );
};
export default Phrases;
