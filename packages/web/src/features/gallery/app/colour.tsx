import { useLayoutEffect, useRef, useState } from 'react';
import { useFormats } from '../../../api/app/session.ts';
import { colours, contrast, type Pair, pairs, readColour } from '../../../design/contrast.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './gallery.module.css';

const Swatch = ({ name }: { readonly name: string }) => (
  <li className={css.swatch}>
    <span className={css.chip} style={{ background: `var(--${name})` }} />
    <span lang="en" translate="no">
      {name}
    </span>
  </li>
);

/** Shows one colour on another, with their contrast ratio as drawn by this browser. */
const Measured = ({ over, under, least }: Pair) => {
  const element = useRef<HTMLDivElement>(null);
  const [ratio, setRatio] = useState<number | null>(null);
  const formats = useFormats();
  useLayoutEffect(() => {
    if (!element.current) return;
    const { color, backgroundColor } = getComputedStyle(element.current);
    const [front, back] = [readColour(color), readColour(backgroundColor)];
    setRatio(front && back && contrast(front, back));
  }, []);
  // Pairs with a ratio of at most 3 are for graphics, not for text.
  const isText = least > 3;
  return (
    <li className={css.pair} data-enough={ratio === null || ratio >= least}>
      <div ref={element} className={css.tile} style={{ color: `var(--${over})`, background: `var(--${under})` }}>
        {isText ? m.specimen_sentence() : <span className={css.stroke} />}
      </div>
      <p className={css.names} lang="en" translate="no">
        {over} / {under}
      </p>
      <p className={css.ratio}>
        {ratio === null
          ? m.specimen_unmeasured()
          : m.specimen_measured({ ratio: formats.number(Math.floor(ratio * 10) / 10), least: formats.number(least) })}
      </p>
    </li>
  );
};

const schemes = [
  { id: 'light', label: m.specimen_light },
  { id: 'dark', label: m.specimen_dark },
] as const;

export const Colour = () => (
  <div className={css.schemes}>
    {schemes.map(({ id, label }) => (
      <section key={id} data-theme={id} className={css.scheme} aria-labelledby={`scheme-${id}`}>
        <h3 id={`scheme-${id}`} className={css.name}>
          {label()}
        </h3>
        <ul className={css.palette}>
          {colours.map((name) => (
            <Swatch key={name} name={name} />
          ))}
        </ul>
        <ul className={css.pairs}>
          {pairs.map((pair) => (
            <Measured key={`${pair.over} ${pair.under}`} {...pair} />
          ))}
        </ul>
      </section>
    ))}
  </div>
);
