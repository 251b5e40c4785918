import { progress } from '@onhook/core/reset';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import css from './reset.module.css';
import type { AnyStepProps } from './step-props.ts';

/**
 * Step with one simple thing to do, without a time limit. Shows the agent's words from an earlier step again if there
 * are any.
 */
export const Suggest = ({ frame, words, run, now, width, pausedText, next, earlier }: AnyStepProps) => (
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
    <Paragraph>{earlier.length > 0 ? words.how?.() : `${words.how?.() ?? ''} ${pausedText}`.trim()}</Paragraph>
  </Screen>
);
