import { progress } from '@onhook/core/reset';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import { Said, Screen } from '../../../design/panel/screen.tsx';
import css from './reset.module.css';
import type { AnyStepProps } from './step-props.ts';

/** One plain thing to do, for as long as it takes; where an earlier step gave the words for it, they are shown again. */
export const Suggest = ({ frame, words, run, now, width, held, next, earlier }: AnyStepProps) => (
  <Screen
    {...frame}
    picture={<Cord progress={progress(run.machine, now)} width={width} />}
    title={words.title()}
    main={{ label: m.reset_next(), onTake: next }}
  >
    {earlier.length > 0 && (
      <blockquote className={css.said}>
        {earlier.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </blockquote>
    )}
    <Said>{earlier.length > 0 ? words.how?.() : `${words.how?.() ?? ''} ${held}`.trim()}</Said>
  </Screen>
);
