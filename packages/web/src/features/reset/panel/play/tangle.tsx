import { type Point, type Tangle as Board, cordOf, crossed, isFree, makeTangle, moveKnot, straight } from '@onhook/core/play';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { m } from '../../../../generated/messages/messages.js';
import { type GameProps, stepsOf, stillMotion } from './game.ts';
import css from './play.module.css';
import { useEvent } from '../../../../design/use-event.ts';

const height = 288;
const keyStep = 0.06;
const straightensMs = 1400;

const between = (from: Board, to: Board, t: number): Board => ({
  knots: from.knots.map(({ x, y }, i) => ({ x: x + ((to.knots[i]?.x ?? x) - x) * t, y: y + ((to.knots[i]?.y ?? y) - y) * t })),
});

/** Game of untangling the cord. Once the cord no longer crosses itself, the game ends and the cord straightens. */
export const Tangle = ({ seed, isSmall, width, isOver, onEnd }: GameProps) => {
  const [board, setBoard] = useState(() => makeTangle(seed, isSmall ? 6 : 8));
  const [isDone, setDone] = useState(false);
  const [held, setHeld] = useState<number | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const across = crossed(board);

  // The game doesn't end while a knot is dragged, because the cord may cross itself again.
  const ends = !isDone && held === null && (isOver || isFree(board));
  const end = useEvent(() => {
    setDone(true);
    onEnd();
  });
  useEffect(() => {
    if (ends) end();
  }, [ends, end]);

  const boardNow = useEvent(() => board);
  useEffect(() => {
    if (!isDone) return;
    const from = boardNow();
    const to = straight(from.knots.length);
    if (stillMotion()) return setBoard(to);
    let frame = 0;
    let began: number | null = null;
    const draw = (time: number): void => {
      began ??= time;
      const t = Math.min(1, (time - began) / straightensMs);
      setBoard(t === 1 ? to : between(from, to, t * t * (3 - 2 * t)));
      if (t < 1) frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [isDone, boardNow]);

  const onMove = (knot: number) => (event: PointerEvent): void => {
    const bounds = element.current?.getBoundingClientRect();
    if (held !== knot || !bounds) return;
    setBoard((b) => moveKnot(b, knot, { x: (event.clientX - bounds.left) / bounds.width, y: (event.clientY - bounds.top) / bounds.height }));
  };
  const onKey = (knot: number, { x, y }: Point) => (event: KeyboardEvent): void => {
    const by = stepsOf(event.key);
    if (!by) return;
    event.preventDefault();
    setBoard((b) => moveKnot(b, knot, { x: x + by[0] * keyStep, y: y + by[1] * keyStep }));
  };

  const cord = cordOf(board);
  return (
    <div ref={element} className={css.tangle} role="group" aria-label={m.play_tangle_board()}>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {cord.slice(1).map((to, i) => {
          const from = cord[i] ?? to;
          return (
            <line
              key={i}
              className={across.has(i) ? css.across : css.free}
              x1={from.x * width}
              y1={from.y * height}
              x2={to.x * width}
              y2={to.y * height}
            />
          );
        })}
      </svg>
      {!isDone &&
        board.knots.map((spot, knot) => (
          <button
            key={knot}
            type="button"
            className={css.knot}
            style={{ insetInlineStart: `${spot.x * 100}%`, insetBlockStart: `${spot.y * 100}%` }}
            aria-label={m.play_tangle_knot({ n: knot + 1 })}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              setHeld(knot);
            }}
            onPointerMove={onMove(knot)}
            onPointerUp={() => setHeld(null)}
            onPointerCancel={() => setHeld(null)}
            onKeyDown={onKey(knot, spot)}
          />
        ))}
    </div>
  );
};
