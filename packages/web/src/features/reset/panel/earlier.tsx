import { m } from '../../../generated/messages/messages.js';
import { useSlice } from '../../../local-store/use-slice.ts';
import { rememberedSlice } from '../shared/slices.ts';
import css from './reset.module.css';

export interface EarlierProps {
  readonly person: string;
  /** Start of the reset that runs now, in epoch milliseconds; its own customer is left out. */
  readonly before: number;
}

const shownBefore = 3;

/** Lists the last customers the agent has helped, in case none comes to mind. */
export const Earlier = ({ person, before }: EarlierProps) => {
  const [remembered] = useSlice(person, rememberedSlice);
  const earlier = (remembered ?? []).filter(({ at }) => at !== before).slice(-shownBefore).toReversed();
  if (earlier.length === 0) return null;
  return (
    <section className={css.earlier} aria-labelledby="reset-earlier">
      <h2 id="reset-earlier">{m.reset_earlier()}</h2>
      <ul>
        {earlier.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
    </section>
  );
};
