import { beginDrawing, drawAll, drawTo, edgesOf, isDrawn, isStuck, makeFigure, openFrom, undoLine } from '@onhook/core/play';
import { Undo2 } from 'lucide';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '../../../../design/icon-button.tsx';
import { Icon } from '../../../../design/icon.tsx';
import { m } from '../../../../generated/messages/messages.js';
import { type GameProps, nearestTowards, stepsOf } from './game.ts';
import css from './play.module.css';
import { useEvent } from '../../../../design/use-event.ts';

const size = 256;
const edge = 36;
/** Distance at which the pen reaches a point, as a share of the distance between two columns. */
const reach = 0.32;

/** Game of drawing a figure in one stroke. Strokes can be undone as often as the agent likes. */
export const OneLine = ({ seed, isSmall, isOver, onEnd, guide }: GameProps) => {
  const [drawing, setDrawing] = useState(() => beginDrawing(makeFigure(seed, isSmall ? 7 : 10)));
  const [drewItself, setDrewItself] = useState(false);
  const [at, setAt] = useState(drawing.path[0] ?? 0);
  const board = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  const { figure, path } = drawing;
  const { columns, rows } = figure;
  const isDone = isDrawn(drawing);
  const stuck = isStuck(drawing);
  const pitch = { x: (size - 2 * edge) / (columns - 1), y: (size - 2 * edge) / (rows - 1) };
  const spot = (point: number) => ({ x: edge + (point % columns) * pitch.x, y: edge + Math.floor(point / columns) * pitch.y });
  const points = [...new Set(figure.walk)];

  const drawRest = useEvent(() => {
    if (isDone) return;
    setDrewItself(true);
    setDrawing(drawAll);
  });
  useEffect(() => {
    if (isOver) drawRest();
  }, [isOver, drawRest]);
  const end = useEvent(onEnd);
  useEffect(() => {
    if (isDone) end();
  }, [isDone, end]);

  const guideStuck = useEvent(() => guide(m.play_one_line_stuck()));
  useEffect(() => {
    if (stuck) guideStuck();
  }, [stuck, guideStuck]);

  const draw = (point: number): void => {
    if (isDone) return;
    setAt(point);
    setDrawing((d) => drawTo(d, point));
  };

  const onPen = (event: PointerEvent): void => {
    const bounds = board.current?.getBoundingClientRect();
    if (!pressed.current || !bounds) return;
    const [x, y] = [((event.clientX - bounds.left) / bounds.width) * size, ((event.clientY - bounds.top) / bounds.height) * size];
    const near = points.find((point) => Math.hypot(spot(point).x - x, spot(point).y - y) < pitch.x * reach);
    // Only points that can come next are accepted, since a hand resting near the previous point doesn't mean to go back.
    if (near !== undefined && openFrom(drawing).includes(near)) draw(near);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Backspace') {
      event.preventDefault();
      setDrawing(undoLine);
    }
    const by = stepsOf(event.key);
    if (!by) return;
    event.preventDefault();
    const spots = points.map((point) => ({ point, ...spot(point) }));
    const to = nearestTowards({ point: at, ...spot(at) }, by, spots).point;
    setAt(to);
    board.current?.querySelector<HTMLElement>(`[data-point='${to}']`)?.focus();
  };

  const line = (through: readonly number[]): string => through.map((point, i) => `${i ? 'L' : 'M'}${spot(point).x} ${spot(point).y}`).join('');
  const pen = path.at(-1);
  const open = openFrom(drawing);
  return (
    <div className={css.figure}>
      <div
        ref={board}
        className={css.points}
        role="group"
        aria-label={m.play_one_line_board()}
        onKeyDown={onKey}
        onPointerDown={() => (pressed.current = true)}
        onPointerMove={onPen}
        onPointerUp={() => (pressed.current = false)}
        onPointerLeave={() => (pressed.current = false)}
      >
        <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
          {edgesOf(figure).map((ends) => (
            <path key={ends.join()} className={css.asked} d={line(ends)} />
          ))}
          <path className={`${css.drawn} ${drewItself ? css.itself : ''}`} d={line(path)} pathLength={1} />
        </svg>
        {points.map((point) => {
          const where = { column: (point % columns) + 1, row: Math.floor(point / columns) + 1 };
          const isHere = point === pen && !isDone;
          return (
            <button
              key={point}
              type="button"
              className={css.point}
              data-point={point}
              data-is={isHere ? 'here' : open.includes(point) && !isDone ? 'open' : 'point'}
              style={{ insetInlineStart: `${(spot(point).x / size) * 100}%`, insetBlockStart: `${(spot(point).y / size) * 100}%` }}
              tabIndex={point === at ? 0 : -1}
              aria-label={isHere ? m.play_one_line_here(where) : m.play_one_line_point(where)}
              onClick={() => draw(point)}
            />
          );
        })}
      </div>
      {!isDone && (
        <IconButton
          label={m.play_one_line_back()}
          {...(css.undo && { className: css.undo })}
          disabled={path.length < 2}
          onClick={() => setDrawing(undoLine)}
        >
          <Icon of={Undo2} />
        </IconButton>
      )}
      <p className={css.stuck}>{stuck && m.play_one_line_stuck()}</p>
    </div>
  );
};
