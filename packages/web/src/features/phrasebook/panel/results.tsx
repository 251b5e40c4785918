import { Check, Star } from 'lucide';
import { useEffect, useRef } from 'react';
import { Icon } from '../../../design/icon.tsx';
import { VisuallyHidden } from '../../../design/visually-hidden.tsx';
import { m } from '../../../generated/messages/messages.js';
import { situationName } from '../shared/situations.ts';
import { type BookPhrase, stepName } from './book.ts';
import css from './results.module.css';

export const optionId = (at: number): string => `phrase-${at}`;
export const aboutId = 'phrase-about';

interface Props {
  readonly found: readonly BookPhrase[];
  /** Number of phrases found but not listed. */
  readonly left: number;
  /** True to list phrases under headings: the favourites first, then each situation. */
  readonly grouped: boolean;
  readonly favourites: ReadonlySet<string>;
  readonly active: number;
  readonly copied: boolean;
  readonly onTake: (phrase: BookPhrase) => void;
}

interface Group {
  readonly heading: string;
  readonly from: number;
  readonly phrases: readonly BookPhrase[];
}

const groupsOf = (found: readonly BookPhrase[], favourites: ReadonlySet<string>): Group[] => {
  const groups: (Group & { phrases: BookPhrase[] })[] = [];
  found.forEach((phrase, at) => {
    const heading = favourites.has(phrase.id) ? m.phrases_favourites() : situationName(phrase.situation);
    const last = groups.at(-1);
    if (last?.heading === heading) last.phrases.push(phrase);
    else groups.push({ heading, from: at, phrases: [phrase] });
  });
  return groups;
};

/** Marks of a phrase in words, for people who can't see the star. */
const marksOf = (phrase: BookPhrase, grouped: boolean): string[] =>
  [
    phrase.of === 'own' ? m.phrases_yours() : phrase.of === 'team' ? m.phrases_team() : '',
    grouped ? '' : situationName(phrase.situation),
    stepName(phrase),
  ].filter((mark) => mark !== '');

export const Results = ({ found, left, grouped, favourites, active, copied, onTake }: Props) => {
  const list = useRef<HTMLDivElement>(null);
  const activeId = found[active]?.id;

  useEffect(() => {
    // Scrolls to the very top for the first phrase, so that its heading is visible too.
    if (active === 0) list.current?.scrollTo({ top: 0 });
    else document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' });
  }, [activeId, active]);

  const option = (phrase: BookPhrase, at: number) => {
    const marks = marksOf(phrase, grouped);
    const favourite = favourites.has(phrase.id);
    return (
      <div
        key={phrase.id}
        id={optionId(at)}
        role="option"
        aria-selected={at === active}
        aria-describedby={at === active ? aboutId : undefined}
        className={css.option}
        onClick={() => onTake(phrase)}
      >
        <span className={css.text} dir="auto">
          {phrase.text}
        </span>
        {(marks.length > 0 || favourite || (copied && at === active)) && (
          <span className={css.marks}>
            {favourite && (
              <span className={css.star}>
                <Icon of={Star} size="1em" fill="currentColor" />
                <VisuallyHidden>{m.phrases_favourite()}</VisuallyHidden>
              </span>
            )}
            {marks.map((mark) => (
              <span key={mark}>{mark}</span>
            ))}
            {copied && at === active && (
              <span className={css.copied}>
                <Icon of={Check} size="1em" />
                {m.phrases_copied()}
              </span>
            )}
          </span>
        )}
      </div>
    );
  };

  return (
    <div ref={list} id="phrases" role="listbox" aria-label={m.phrases_list()} className={css.list} hidden={found.length === 0}>
      {grouped
        ? groupsOf(found, favourites).map(({ heading, from, phrases }) => (
            <div key={heading} role="group" aria-label={heading} className={css.group}>
              <p className={css.heading} aria-hidden="true">
                {heading}
              </p>
              {phrases.map((phrase, at) => option(phrase, from + at))}
            </div>
          ))
        : found.map(option)}
      {left > 0 && (
        <p className={css.more} role="presentation">
          {m.phrases_more({ count: left })}
        </p>
      )}
    </div>
  );
};
