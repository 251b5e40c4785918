import { ArrowLeft, ArrowRight } from 'lucide';
import { useId, useRef, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './guide.module.css';

interface Card {
  readonly title: () => string;
  readonly text: () => string;
  readonly examples: readonly (() => string)[];
  /** Additional phrases for a talk about a mistake. */
  readonly mistake?: readonly (() => string)[];
}

const cards: readonly Card[] = [
  { title: m.debrief_guide_listen, text: m.debrief_guide_listen_text, examples: [m.debrief_guide_listen_say] },
  {
    title: m.debrief_guide_validate,
    text: m.debrief_guide_validate_text,
    examples: [m.debrief_guide_validate_say_1, m.debrief_guide_validate_say_2, m.debrief_guide_validate_say_3],
    mistake: [m.debrief_guide_mistake_say_1, m.debrief_guide_mistake_say_2],
  },
  { title: m.debrief_guide_choose, text: m.debrief_guide_choose_text, examples: [m.debrief_guide_choose_say] },
  { title: m.debrief_guide_follow, text: m.debrief_guide_follow_text, examples: [m.debrief_guide_follow_say] },
  { title: m.debrief_guide_space, text: m.debrief_guide_space_text, examples: [] },
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

/** Five cards of advice, shown one at a time, to glance at during a talk. */
export const Guide = () => {
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const card = cards[at]!;
  const go = (to: number): void => {
    setAt(to);
    heading.current?.focus({ preventScroll: true });
  };
  return (
    <section className={css.guide} aria-labelledby={`${id}-name`}>
      <div className={css.head}>
        <h2 id={`${id}-name`} className={css.name}>
          {m.debrief_guide()}
        </h2>
        <Button kind="quiet" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {open ? m.debrief_guide_close() : m.debrief_guide_open()}
        </Button>
      </div>
      <div id={id} hidden={!open}>
        <article className={css.card}>
          <h3 ref={heading} tabIndex={-1} className={css.title}>
            {card.title()}
          </h3>
          <p>{card.text()}</p>
          <Phrases heading={m.debrief_guide_say()} phrases={card.examples} />
          <Phrases heading={m.debrief_guide_mistake()} phrases={card.mistake ?? []} />
        </article>
        <div className={css.turn}>
          <IconButton label={m.debrief_guide_back()} disabled={at === 0} onClick={() => go(at - 1)}>
            <Icon of={ArrowLeft} />
          </IconButton>
          <p role="status" className={css.where}>
            {m.debrief_guide_where({ n: at + 1, all: cards.length })}
          </p>
          <IconButton label={m.debrief_guide_next()} disabled={at === cards.length - 1} onClick={() => go(at + 1)}>
            <Icon of={ArrowRight} />
          </IconButton>
        </div>
        <p className={css.why}>{m.debrief_guide_why()}</p>
      </div>
    </section>
  );
};
