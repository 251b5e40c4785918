import { allFound, isUp, makePairs, turnAll, turnCard } from '@onhook/core/play';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { m } from '../../../../generated/messages/messages.js';
import { type GameProps, stepsOf } from './game.ts';
import { pictures } from './pictures.ts';
import css from './play.module.css';
import { useEvent } from '../../../../design/use-event.ts';

const columns = 4;
/** SVG path on the back of the cards, a loop of the cord. */
const back = 'M6 30C16 30 30 30 30 21S16 12 16 21S32 30 42 30';

const nameOf = (picture: number): string => pictures[picture]?.name() ?? '';
const asSentence = (name: string): string => name.charAt(0).toLocaleUpperCase() + name.slice(1);

/** Memory game without a score. Two cards that differ stay open until the next card is turned. */
export const Pairs = ({ seed, isSmall, isOver, onEnd, guide }: GameProps) => {
  const [pairs, setPairs] = useState(() => makePairs(seed, isSmall ? 4 : 6, pictures.length));
  const [at, setAt] = useState(0);
  const board = useRef<HTMLDivElement>(null);
  const isDone = allFound(pairs);

  useEffect(() => {
    if (isOver) setPairs((now) => (allFound(now) ? now : turnAll(now)));
  }, [isOver]);
  const end = useEvent(onEnd);
  useEffect(() => {
    if (isDone) end();
  }, [isDone, end]);

  const turn = (card: number): void => {
    setAt(card);
    const next = turnCard(pairs, card);
    if (next === pairs) return;
    setPairs(next);
    const [first, second] = next.open.map((open) => nameOf(pairs.cards[open] ?? 0));
    const picture = nameOf(pairs.cards[card] ?? 0);
    if (first === undefined) guide(m.play_pairs_pair({ picture: asSentence(picture) }));
    else if (second === undefined) guide(m.play_pairs_turned({ picture: asSentence(picture) }));
    else guide(m.play_pairs_two({ first: asSentence(first), second }));
  };

  const onKey = (event: KeyboardEvent): void => {
    const by = stepsOf(event.key);
    if (!by) return;
    event.preventDefault();
    const column = (at % columns) + by[0];
    const card = at + by[0] + by[1] * columns;
    if (column < 0 || column >= columns || card < 0 || card >= pairs.cards.length) return;
    setAt(card);
    board.current?.querySelectorAll('button')[card]?.focus();
  };

  return (
    <div ref={board} className={css.cards} role="group" aria-label={m.play_pairs_board()} onKeyDown={onKey}>
      {pairs.cards.map((picture, card) => {
        const n = card + 1;
        const up = isUp(pairs, card);
        const found = pairs.found.includes(picture);
        const label = found
          ? m.play_pairs_found({ n, picture: nameOf(picture) })
          : up
            ? m.play_pairs_up({ n, picture: nameOf(picture) })
            : m.play_pairs_down({ n });
        return (
          <button
            key={card}
            type="button"
            className={css.card}
            data-face={found ? 'found' : up ? 'up' : 'down'}
            tabIndex={card === at ? 0 : -1}
            aria-label={label}
            onClick={() => turn(card)}
          >
            <svg key={up ? 'up' : 'down'} viewBox="0 0 48 48" aria-hidden="true">
              <path d={up ? (pictures[picture]?.path ?? '') : back} />
            </svg>
          </button>
        );
      })}
    </div>
  );
};
