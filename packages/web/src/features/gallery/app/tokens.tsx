import { type ReactNode, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './gallery.module.css';

const Token = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className={css.row}>
    <dt className={css.code} lang="en" translate="no">
      --{name}
    </dt>
    <dd>{children}</dd>
  </div>
);

const texts = ['sentence', 'title', 'body', 'small', 'edge'] as const;
const weights = ['light', 'body', 'strong', 'sentence'] as const;
const figures = '0123456789  14:12  08:41';

export const Type = () => (
  <dl className={css.rows}>
    {texts.map((size) => (
      <Token key={size} name={`text-${size}`}>
        <span style={{ fontSize: `var(--text-${size})` }}>{m.specimen_sentence()}</span>
      </Token>
    ))}
    {weights.map((weight) => (
      <Token key={weight} name={`weight-${weight}`}>
        <span style={{ fontWeight: `var(--weight-${weight})` }}>
          {m.specimen_sentence()} <span className={css.figureLine}>{figures}</span>
        </span>
      </Token>
    ))}
  </dl>
);

export const Space = () => (
  <dl className={css.rows}>
    {[1, 2, 3, 4, 5, 6, 7, 8].map((step) => (
      <Token key={step} name={`space-${step}`}>
        <span className={css.length} style={{ inlineSize: `var(--space-${step})` }} />
      </Token>
    ))}
    {(['radius-small', 'radius', 'radius-full'] as const).map((name) => (
      <Token key={name} name={name}>
        <span className={css.corner} style={{ borderRadius: `var(--${name})` }} />
      </Token>
    ))}
  </dl>
);

/** Shows each duration once, when the button is pressed. No motion starts by itself. */
export const Motion = () => {
  const [there, setThere] = useState(false);
  return (
    <>
      <dl className={css.rows} data-there={there}>
        {(['answer', 'calm'] as const).map((lasts) => (
          <Token key={lasts} name={lasts}>
            <span className={css.track}>
              <span className={`${css.runner} ${css[lasts]}`} />
            </span>
          </Token>
        ))}
      </dl>
      <Button className={css.move} onClick={() => setThere(!there)}>
        {m.specimen_move()}
      </Button>
    </>
  );
};
