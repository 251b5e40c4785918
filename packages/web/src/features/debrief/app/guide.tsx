import { AudioLines, Check, ChevronDown, Coffee, Footprints, type IconNode, MessagesSquare } from 'lucide';
import { useCallback, useId, useRef, useState } from 'react';
import { shortcuts } from '../../../design/app/settings.ts';
import { useShortcut } from '../../../design/app/shortcut.ts';
import { Button } from '../../../design/button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { useStore } from '../../../design/store.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './guide.module.css';

interface Card {
  readonly icon: IconNode;
  readonly title: () => string;
  readonly text: () => string;
  readonly examples: readonly (() => string)[];
  /** Additional phrases for a talk about a mistake. */
  readonly mistake?: readonly (() => string)[];
}

const cards: readonly Card[] = [
  { icon: AudioLines, title: m.debrief_guide_listen, text: m.debrief_guide_listen_text, examples: [m.debrief_guide_listen_say] },
  {
    icon: Check,
    title: m.debrief_guide_validate,
    text: m.debrief_guide_validate_text,
    examples: [m.debrief_guide_validate_say_1, m.debrief_guide_validate_say_2, m.debrief_guide_validate_say_3],
    mistake: [m.debrief_guide_mistake_say_1, m.debrief_guide_mistake_say_2],
  },
  { icon: MessagesSquare, title: m.debrief_guide_choose, text: m.debrief_guide_choose_text, examples: [m.debrief_guide_choose_say] },
  { icon: Footprints, title: m.debrief_guide_follow, text: m.debrief_guide_follow_text, examples: [m.debrief_guide_follow_say] },
  { icon: Coffee, title: m.debrief_guide_space, text: m.debrief_guide_space_text, examples: [] },
];

const Phrases = ({ heading, phrases }: { readonly heading: string; readonly phrases: readonly (() => string)[] }) =>
  phrases.length === 0 ? null : (
    <>
      <p className={css.label}>{heading}</p>
      <ul className={css.phrases}>
        {phrases.map((phrase) => (
          <li key={phrase()}>
            <q>{phrase()}</q>
          </li>
        ))}
      </ul>
    </>
  );

interface CardProps {
  readonly card: Card;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  /** Key that opens the card; null while single keys are off. */
  readonly shortcut: string | null;
}

const GuideCard = ({ card, isOpen, onOpen, shortcut }: CardProps) => {
  const id = useId();
  return (
    <li className={css.card}>
      <h3 className={css.title}>
        <button type="button" className={css.open} aria-expanded={isOpen} aria-controls={id} aria-keyshortcuts={shortcut ?? undefined} onClick={onOpen}>
          <span className={css.icon}>
            <Icon of={card.icon} />
          </span>
          {card.title()}
          <span className={css.turn}>
            <Icon of={ChevronDown} size="1em" />
          </span>
        </button>
      </h3>
      <div id={id} className={css.inside} hidden={!isOpen}>
        <p>{card.text()}</p>
        <Phrases heading={m.debrief_guide_say()} phrases={card.examples} />
        <Phrases heading={m.debrief_guide_mistake()} phrases={card.mistake ?? []} />
      </div>
    </li>
  );
};

/** Five cards of advice, one open at a time, to glance at during a talk. Beside the requests on a wide page, folded below them on a small one. */
export const Guide = () => {
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const keys = useStore(shortcuts);
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const go = useCallback((to: number): void => {
    setAt(to);
    setOpen(true);
    list.current?.querySelectorAll('button')[to]?.focus();
  }, []);
  const byKey = useCallback((key: string) => go(Number(key) - 1), [go]);
  useShortcut('12345', byKey);
  return (
    <section className={css.guide} aria-labelledby={`${id}-name`}>
      <div className={css.head}>
        <h2 id={`${id}-name`} className={css.name}>
          {m.debrief_guide()}
        </h2>
        {keys && <p className={css.keys}>{m.debrief_guide_keys()}</p>}
        <Button kind="quiet" className={css.fold} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {open ? m.debrief_guide_close() : m.debrief_guide_open()}
        </Button>
      </div>
      <div id={id} className={css.body} data-open={open}>
        <ol ref={list} className={css.cards}>
          {cards.map((card, n) => (
            <GuideCard key={card.title()} card={card} isOpen={at === n} onOpen={() => setAt(n)} shortcut={keys ? String(n + 1) : null} />
          ))}
        </ol>
        <p className={css.why}>{m.debrief_guide_why()}</p>
      </div>
    </section>
  );
};
