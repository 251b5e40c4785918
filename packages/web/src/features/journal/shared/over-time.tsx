import { dayAndTime } from '../../../design/times.ts';
import { regional } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './journal.module.css';
import { pathOf, pointsOf, pictureHeight, pictureWidth } from './path.ts';
import type { JournalEntry } from './entry.ts';
import { gradeWords } from './words.ts';

interface Props {
  readonly entries: readonly JournalEntry[];
}

/** Fewest notes that make a line: with one or two there is nothing to see over time. */
const fewest = 3;

const dayWords = (at: number): string => new Intl.DateTimeFormat(regional(), { day: 'numeric', month: 'short' }).format(at);

/** Shows mood and energy over time, as two lines with their dates and as a table with the exact entries. */
export const OverTime = ({ entries }: Props) => {
  const noted = entries.filter(({ mood, energy }) => mood !== null || energy !== null);
  if (noted.length === 0) return null;
  if (noted.length < fewest) return <p className={css.small}>{m.journal_time_soon()}</p>;
  const [first, last] = [noted[0], noted.at(-1)];
  const mood = pointsOf(noted, (entry) => entry.mood);
  const energy = pointsOf(noted, (entry) => entry.energy);
  return (
    <section className={css.time} aria-label={m.journal_time()}>
      <h2 className={css.heading}>{m.journal_time()}</h2>
      <p className={css.small}>{m.journal_time_how()}</p>
      <svg className={css.picture} viewBox={`0 0 ${pictureWidth} ${pictureHeight}`} aria-hidden="true">
        <path className={css.energy} d={pathOf(energy)} />
        <path className={css.mood} d={pathOf(mood)} />
        {mood.map(({ x, y }) => (
          <circle key={x} className={css.dot} cx={x} cy={y} r={3.5} />
        ))}
      </svg>
      <p className={css.axis} aria-hidden="true">
        <span>{first && dayWords(first.at)}</span>
        <span>{last && dayWords(last.at)}</span>
      </p>
      <p className={css.key} aria-hidden="true">
        <span className={css.keyMood}>{m.journal_mood()}</span> <span className={css.keyEnergy}>{m.journal_energy()}</span>
      </p>
      <details>
        <summary className={css.summary}>{m.journal_table()}</summary>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{m.journal_when()}</th>
              <th scope="col">{m.journal_mood()}</th>
              <th scope="col">{m.journal_energy()}</th>
            </tr>
          </thead>
          <tbody>
            {noted.toReversed().map((entry) => (
              <tr key={entry.id}>
                <th scope="row">{dayAndTime(entry.at, regional())}</th>
                <td>{entry.mood === null ? m.journal_not_noted() : gradeWords[entry.mood]()}</td>
                <td>{entry.energy === null ? m.journal_not_noted() : gradeWords[entry.energy]()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
};
