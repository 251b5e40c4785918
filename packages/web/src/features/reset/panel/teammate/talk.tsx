import { progress } from '@onhook/core/reset';
import { Cord } from '../../../../design/cord/index.ts';
import { m } from '../../../../generated/messages/messages.js';
import { Paragraph, Screen } from '../../../../design/panel/screen.tsx';
import type { StepProps } from '../step-props.ts';
import { timedScreen } from '../timed.ts';

/** Step for the talk itself, which offers only a button to end it. */
export const Talk = (props: StepProps<'talk'>) => {
  const { frame, words, run, now, width, pausedText, next } = props;
  const name = run.written['mate-find'] ?? '';
  return (
    <Screen
      {...frame}
      picture={<Cord progress={progress(run.machine, now)} width={width} />}
      main={{ label: m.circle_talk_done(), onTake: next }}
      {...timedScreen(props, name ? m.circle_talk_with({ name }) : words.title())}
    >
      <Paragraph>{`${words.how?.() ?? ''} ${pausedText}`.trim()}</Paragraph>
    </Screen>
  );
};
