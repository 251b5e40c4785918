import { createIndex, find } from '@onhook/core/phrasebook';
import { ArrowLeft, Plus } from 'lucide';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { ThinLine } from '../../../design/cord/index.ts';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { VisuallyHidden } from '../../../design/visually-hidden.tsx';
import { useEvent } from '../../../design/use-event.ts';
import { m } from '../../../generated/messages/messages.js';
import { About } from './about.tsx';
import { type BookPhrase, loadPhrases, makeBook } from './book.ts';
import { ByHand } from './by-hand.tsx';
import type { EarlyKeys } from './asked.ts';
import { copy } from './copy.ts';
import { PhraseForm } from './editor.tsx';
import { type Draft, type OwnPhrase, saved, toggled, useOwn, useTeam, without } from './own.ts';
import css from './phrasebook.module.css';
import { Results, optionId } from './results.tsx';

/** Limits on listed phrases: `mostFound` for a search, `mostListed` while nothing is typed. */
const mostFound = 30;
const mostListed = 200;

/** Last action, announced once. */
type LastAction =
  | { readonly kind: 'copied' | 'marked'; readonly text: string }
  | { readonly kind: 'deleted'; readonly text: string; readonly phrase: OwnPhrase }
  | null;

export interface PhrasebookProps {
  readonly person: string;
  readonly onClose: () => void;
  /** Returns the keys that were pressed while this component was loading. */
  readonly takeEarly: () => EarlyKeys;
}

const nothing = createIndex<BookPhrase>([]);

/** Phrases to say on a call, found with a few letters, the arrow keys and Enter. */
export const Phrasebook = ({ person, onClose, takeEarly }: PhrasebookProps) => {
  const [early] = useState(takeEarly);
  const [own, changeOwn] = useOwn(person);
  const team = useTeam(person);
  const [builtIn, setBuiltIn] = useState<readonly BookPhrase[]>();
  const [query, setQuery] = useState(early.query);
  /** True if Enter was pressed before the phrases were there. */
  const [wantsFirst, setWantsFirst] = useState(early.enter);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [lastAction, setLastAction] = useState<LastAction>(null);
  const [byHand, setByHand] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const undo = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    // Offline the built-in phrases may be missing; the team's and the agent's own are still available.
    loadPhrases().then(setBuiltIn, () => setBuiltIn([]));
  }, []);

  const onPage = editing || byHand !== null;
  const focusInput = (): void => {
    const field = input.current;
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
  };
  // Focuses the field before the screen is painted, because the first letter may be typed at once.
  useLayoutEffect(() => {
    if (!onPage) focusInput();
  }, [onPage]);

  useEffect(() => {
    if (lastAction?.kind === 'deleted') undo.current?.focus({ preventScroll: true });
  }, [lastAction]);

  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      if (byHand !== null) setByHand(null);
      else if (editing) setEditing(false);
      else onClose();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  const known = builtIn && team && own;
  const ownPhrases = own?.phrases;
  const index = useMemo(() => (builtIn && team && ownPhrases ? makeBook(builtIn, team, ownPhrases) : nothing), [builtIn, team, ownPhrases]);
  const favourites = useMemo(() => new Set(own?.favourites), [own?.favourites]);
  const typed = query.trim() !== '';
  const found = useMemo(
    () => find(index, query, typed ? mostFound : mostListed, favourites),
    [index, query, typed, favourites],
  );
  const at = Math.max(0, found.findIndex(({ id }) => id === activeId));
  const active = found[at];

  const choose = (to: number): void => {
    const next = found[Math.min(found.length - 1, Math.max(0, to))];
    if (next) setActiveId(next.id);
    setLastAction(null);
  };
  const take = async (phrase: BookPhrase): Promise<void> => {
    setActiveId(phrase.id);
    setLastAction(null);
    if (await copy(phrase.text)) setLastAction({ kind: 'copied', text: m.phrases_copied() });
    else setByHand(phrase.text);
  };
  const takeFirst = useEvent(() => {
    setWantsFirst(false);
    if (active) void take(active);
  });
  const isReady = wantsFirst && Boolean(known);
  useEffect(() => {
    if (isReady) takeFirst();
  }, [isReady, takeFirst]);

  const mark = ({ id }: BookPhrase): void => {
    setActiveId(id);
    setLastAction({ kind: 'marked', text: favourites.has(id) ? m.phrases_unmarked() : m.phrases_marked() });
    changeOwn((mine) => toggled(mine, id));
  };
  const write = (draft: Draft): void => {
    changeOwn((mine) => ({ ...mine, draft }));
    setEditing(true);
  };
  const writeNew = (): void =>
    write(own?.draft?.id === null ? own.draft : { id: null, situation: active?.situation ?? 'validate', text: query.trim() });
  const save = (phrase: OwnPhrase): void => {
    changeOwn((mine) => saved(mine, phrase));
    setQuery('');
    setActiveId(phrase.id);
    setEditing(false);
  };
  const remove = ({ id, situation, text }: BookPhrase): void => {
    changeOwn((mine) => without(mine, id));
    setLastAction({ kind: 'deleted', text: m.phrases_deleted(), phrase: { id, situation, text } });
  };
  const putBack = (phrase: OwnPhrase): void => {
    changeOwn((mine) => saved(mine, phrase));
    setActiveId(phrase.id);
    setLastAction(null);
    focusInput();
  };

  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => choose(at + 1),
    ArrowUp: () => choose(at - 1),
    Home: () => choose(0),
    End: () => choose(found.length - 1),
    Enter: () => (known ? active && void take(active) : setWantsFirst(true)),
    // An asterisk never appears in a search, so it is free for marking a favourite.
    '*': () => active && mark(active),
  };

  if (byHand !== null) return <ByHand text={byHand} onDone={() => setByHand(null)} />;
  if (editing && own?.draft)
    return (
      <PhraseForm
        draft={own.draft}
        onChange={(draft) => changeOwn((mine) => ({ ...mine, draft }))}
        onSave={save}
        onLeave={() => {
          changeOwn((mine) => ({ ...mine, draft: null }));
          setEditing(false);
        }}
      />
    );
  return (
    <main className={css.room}>
      <header className={css.top}>
        <IconButton label={m.phrases_close()} onClick={onClose}>
          <Icon of={ArrowLeft} />
        </IconButton>
        <h1 className={css.title}>{m.phrases_title()}</h1>
        <Button kind="quiet" className={css.add} onClick={writeNew}>
          <Icon of={Plus} />
          {m.phrases_add()}
        </Button>
      </header>
      <ThinLine />
      <input
        ref={input}
        type="text"
        role="combobox"
        className={css.find}
        aria-label={m.phrases_find()}
        placeholder={m.phrases_find()}
        aria-expanded={found.length > 0}
        aria-controls="phrases"
        aria-autocomplete="list"
        aria-activedescendant={active ? optionId(at) : undefined}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActiveId(null);
          setLastAction(null);
        }}
        onKeyDown={(event) => {
          const act = keys[event.key];
          const modified = event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key !== '*');
          if (!act || modified || event.nativeEvent.isComposing) return;
          event.preventDefault();
          act();
        }}
      />
      <Results
        found={found}
        left={typed ? 0 : index.items.length - found.length}
        grouped={!typed}
        favourites={favourites}
        active={at}
        copied={lastAction?.kind === 'copied'}
        onTake={(phrase) => {
          void take(phrase);
          focusInput();
        }}
      />
      {known && found.length === 0 && (
        <div className={css.none}>
          <p>{m.phrases_none({ query: query.trim() })}</p>
          <p className={css.quiet}>{m.phrases_none_how()}</p>
          <Button onClick={writeNew}>{m.phrases_keep_it()}</Button>
        </div>
      )}
      {active && (
        <About
          phrase={active}
          endings={team?.endAbusiveCalls ?? 'with-lead'}
          favourite={favourites.has(active.id)}
          onCopy={() => void take(active)}
          onMark={() => mark(active)}
          onEdit={() => write(own?.draft?.id === active.id ? own.draft : { id: active.id, situation: active.situation, text: active.text })}
          onDelete={() => remove(active)}
        />
      )}
      <div className={css.foot}>
        <p role="status" className={css.said}>
          {lastAction?.text ?? <VisuallyHidden>{typed && m.phrases_found({ count: found.length })}</VisuallyHidden>}
        </p>
        {lastAction?.kind === 'deleted' && (
          <button ref={undo} type="button" className={css.undo} onClick={() => putBack(lastAction.phrase)}>
            {m.phrases_undo()}
          </button>
        )}
        {!lastAction && <p className={css.quiet}>{m.phrases_keys()}</p>}
      </div>
    </main>
  );
};
