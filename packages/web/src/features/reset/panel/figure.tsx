import { useEffect, useRef } from 'react';
import { still } from '../../../design/cord/index.ts';
import css from './figure.module.css';
import { type FigureName, draw, poseAt } from './figure-pose.ts';

const tall = 176;
const floor = 170;
const headSize = 11;

/** Two moments of each movement, drawn side by side if the person prefers reduced motion. */
const moments: Readonly<Record<FigureName, readonly [number, number]>> = {
  reach: [0, 0.5],
  roll: [0, 0.5],
  shake: [0.125, 0.375],
  side: [0.25, 0.75],
  neck: [0.25, 0.75],
};

interface Props {
  readonly figure: FigureName;
  readonly seated: boolean;
  readonly running: boolean;
  /** Returns the number of movements done at this instant, with the current one as a fraction. */
  readonly turns: () => number;
  readonly width: number;
}

/** Sets an attribute only if its value has changed, so that unmoved parts aren't painted again. */
const put = (element: SVGElement | null, name: string, value: string): void => {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
};

/** Line drawing of a person, formed from the cord, that shows the movement the sentence describes. */
export const Figure = ({ figure, seated, running, turns, width }: Props) => {
  const ground = useRef<SVGPathElement>(null);
  const body = useRef<SVGPathElement>(null);
  const head = useRef<SVGCircleElement>(null);
  const latest = useRef(turns);
  const calm = still();
  const middle = width / 2;

  useEffect(() => {
    latest.current = turns;
  });

  useEffect(() => {
    if (calm) return;
    const paint = (): void => {
      const drawing = draw(poseAt(figure, latest.current(), seated), middle, floor, 0, width);
      put(ground.current, 'd', drawing.ground);
      put(body.current, 'd', drawing.body);
      put(head.current, 'cx', String(drawing.head.x));
      put(head.current, 'cy', String(drawing.head.y));
    };
    paint();
    if (!running) return;
    let frame = requestAnimationFrame(function step() {
      paint();
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [figure, seated, running, middle, width, calm]);

  const seat = (x: number) => <path className={css.seat} d={`M${x - 26} ${floor - 34}H${x + 26}`} />;
  return (
    <svg className={css.figure} viewBox={`0 0 ${width} ${tall}`} style={{ inlineSize: `${width / 16}rem` }} aria-hidden="true">
      {calm ? (
        moments[figure].map((turn, i) => {
          const x = middle + (i === 0 ? -75 : 75);
          const drawing = draw(poseAt(figure, turn, seated), x, floor, i === 0 ? 0 : middle, i === 0 ? middle : width);
          return (
            <g key={turn}>
              {seated && seat(x)}
              <path d={drawing.ground} />
              <path d={drawing.body} />
              <circle cx={drawing.head.x} cy={drawing.head.y} r={headSize} />
            </g>
          );
        })
      ) : (
        <>
          {seated && seat(middle)}
          <path ref={ground} />
          <path ref={body} />
          <circle ref={head} r={headSize} />
        </>
      )}
    </svg>
  );
};
