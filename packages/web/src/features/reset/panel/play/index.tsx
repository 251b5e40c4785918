import { durationMs, elapsedMs, progress } from '@onhook/core/reset';
import { type ComponentType, useEffect, useState } from 'react';
import { Cord } from '../../../../design/cord/index.ts';
import { Rows } from '../../../../design/rows.tsx';
import { m } from '../../../../generated/messages/messages.js';
import { VisuallyHidden } from '../../../../design/visually-hidden.tsx';
import { Paragraph, Screen } from '../../../../design/panel/screen.tsx';
import { patiently } from '../patiently.ts';
import type { StepProps } from '../step-props.ts';
import { type GameProps, newSeed } from './game.ts';
import css from './play.module.css';
import { after } from '../../../../design/schedule.ts';
import { useEvent } from '../../../../design/use-event.ts';

interface Game {
  readonly load: () => Promise<ComponentType<GameProps>>;
  readonly name: () => string;
  readonly how: () => string;
  readonly keys: () => string;
  /** Note for screen readers that the game can't be played by ear; null if it can. */
  readonly byEar: (() => string) | null;
  readonly done: () => string;
  /** Title shown when the time was up and the game completed itself. */
  readonly let: () => string;
}

const games = {
  tangle: {
    load: async () => (await import('./tangle.tsx')).Tangle,
    name: m.play_tangle,
    how: m.play_tangle_how,
    keys: m.play_tangle_keys,
    byEar: m.play_tangle_not_by_ear,
    done: m.play_tangle_free,
    let: m.play_tangle_let,
  },
  pairs: {
    load: async () => (await import('./pairs.tsx')).Pairs,
    name: m.play_pairs,
    how: m.play_pairs_how,
    keys: m.play_pairs_keys,
    byEar: null,
    done: m.play_pairs_done,
    let: m.play_pairs_let,
  },
  'one-line': {
    load: async () => (await import('./one-line.tsx')).OneLine,
    name: m.play_one_line,
    how: m.play_one_line_how,
    keys: m.play_one_line_keys,
    byEar: m.play_one_line_not_by_ear,
    done: m.play_one_line_done,
    let: m.play_one_line_let,
  },
} as const satisfies Record<string, Game>;

type GameId = keyof typeof games;

const gameIds = Object.keys(games) as readonly GameId[];

/** Returns true once the step's time is up. */
const useOver = ({ run: { machine }, step, exactly }: StepProps<'play'>): boolean => {
  const left = (): number => durationMs(machine, step) - elapsedMs(machine, exactly());
  const leftNow = useEvent(left);
  const [isOver, setOver] = useState(() => left() <= 0);
  useEffect(() => {
    if (machine.phase.kind !== 'running' || isOver) return;
    return after(Math.max(0, leftNow()), () => setOver(true));
  }, [machine.phase, isOver, leftNow]);
  return isOver;
};

type Ended = 'played' | 'by-itself';

const Board = ({ id, isOver, isSmall, width, onOther, ...step }: StepProps<'play'> & {
  readonly id: GameId;
  readonly isOver: boolean;
  readonly isSmall: boolean;
  readonly onOther: () => void;
}) => {
  const game: Game = games[id];
  const [Loaded, setLoaded] = useState<{ readonly Game: ComponentType<GameProps> } | null>(null);
  const [seed, setSeed] = useState(newSeed);
  const [ended, setEnded] = useState<Ended | null>(null);
  useEffect(() => patiently<ComponentType<GameProps>>(game.load, (Game) => setLoaded({ Game })), [game]);

  const other = { label: m.play_other(), onTake: onOther };
  const again = {
    label: m.play_another(),
    onTake: () => {
      setEnded(null);
      setSeed(newSeed());
    },
  };
  const ways = step.frame.ways ?? [];
  return (
    <Screen
      {...step.frame}
      picture={
        <div className={css.board}>
          {Loaded && (
            <Loaded.Game
              key={seed}
              seed={seed}
              isSmall={isSmall}
              width={width}
              isOver={isOver}
              guide={(words) => step.guide({ tone: 'step', words: words, ms: 0 })}
              onEnd={() => setEnded(isOver ? 'by-itself' : 'played')}
            />
          )}
        </div>
      }
      title={ended === null ? game.name() : ended === 'played' ? game.done() : game.let()}
      // The element that had the focus may be gone when the game ends, so a new `moment` moves the focus to the title.
      moment={`${id} ${ended}`}
      {...(ended !== null && { main: { label: m.reset_next(), onTake: step.next } })}
      ways={[...(ended === null ? [other] : isOver ? [] : [again, other]), ...ways]}
    >
      {ended === null && (
        <>
          <Paragraph>{game.how()}</Paragraph>
          <p className={css.keys}>{game.keys()}</p>
          {game.byEar && <VisuallyHidden>{game.byEar()}</VisuallyHidden>}
        </>
      )}
    </Screen>
  );
};

const useKeepsake = (wanted: boolean): ComponentType<StepProps<'keepsake'>> | null => {
  const [loaded, setLoaded] = useState<{ readonly Keepsake: ComponentType<StepProps<'keepsake'>> } | null>(null);
  useEffect(() => (wanted && !loaded ? patiently(() => import('../keepsake/index.tsx'), setLoaded) : undefined), [wanted, loaded]);
  return loaded?.Keepsake ?? null;
};

/** Step for a distraction: a game or a keepsake, for as long as the step lasts. */
export const Play = (props: StepProps<'play'>) => {
  const { frame, words, run, now, width, step } = props;
  const isOver = useOver(props);
  const [chosen, choose] = useState<GameId | 'picture' | null>(null);
  const Keepsake = useKeepsake(chosen === 'picture');
  const back = {
    label: m.play_other(),
    onTake: () => {
      choose(null);
      // Adding a keepsake pauses the clock, so going back has to resume it.
      props.go({ kind: 'resume' });
    },
  };

  if (chosen === 'picture' && Keepsake)
    return <Keepsake {...props} doing={{ kind: 'keepsake' }} frame={{ ...frame, ways: [back, ...(frame.ways ?? [])] }} />;
  if (chosen !== null && chosen !== 'picture')
    return (
      <Board
        {...props}
        key={chosen}
        id={chosen}
        isOver={isOver}
        isSmall={durationMs(run.machine, step) < 120_000}
        onOther={() => choose(null)}
      />
    );
  return (
    <Screen
      {...frame}
      picture={<Cord progress={progress(run.machine, now)} width={width} />}
      title={isOver ? m.play_ended() : words.title()}
      moment={isOver ? 'over' : frame.moment}
      {...(isOver && { main: { label: m.reset_next(), onTake: props.next } })}
    >
      {!isOver && (
        <>
          <Paragraph>{m.play_how()}</Paragraph>
          <Rows>
            {gameIds.map((id) => (
              <li key={id}>
                <button type="button" className={css.game} onClick={() => choose(id)}>
                  {games[id].name()}
                  {games[id].byEar === null && <span className={css.ear}>{m.play_by_ear()}</span>}
                </button>
              </li>
            ))}
            <li>
              <button type="button" className={css.game} onClick={() => choose('picture')}>
                {m.play_picture()}
              </button>
            </li>
          </Rows>
        </>
      )}
    </Screen>
  );
};
