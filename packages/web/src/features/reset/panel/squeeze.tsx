import { type Squeeze as Moment, squeezeAt } from '@onhook/core/reset';
import { TenseCord } from '../../../design/cord/tense-cord.tsx';
import { m } from '../../../generated/messages/messages.js';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { Guided } from './guided.tsx';
import type { StepProps } from './step-props.ts';
import { isPaused, timedScreen } from './timed.ts';
import { useCue } from './use-cue.ts';

/** Returns the tension of the cord, 0 to 1. Tensing rises quickly and then more slowly; releasing slows down towards the end. */
const tensionAt = ({ part, partMs, partElapsedMs }: Moment): number => {
  const t = Math.min(1, partElapsedMs / partMs);
  return part === 'tense' ? 1 - (1 - t) ** 3 : (1 - t) ** 2;
};

/** Step for tensing and relaxing muscles, which the cord imitates. */
export const Squeeze = (props: StepProps<'squeeze'>) => {
  const { frame, run, now, width, words, exactly, guide } = props;
  const { machine } = run;
  const squeeze = squeezeAt(machine, now);
  const spoken = squeeze?.part === 'release' ? m.reset_squeeze_release() : m.reset_squeeze_tense();
  const count = squeeze ? `${squeeze.left}-${squeeze.part}` : '';
  useCue(guide, { tone: squeeze?.part ?? 'tense', words: spoken, ms: squeeze?.partMs ?? 0 }, count);
  if (!squeeze) return null;
  const picture = (
    <Guided {...props}>
      <TenseCord
        tension={() => {
          const moment = squeezeAt(machine, exactly());
          return moment ? tensionAt(moment) : 0;
        }}
        target={squeeze.part === 'tense' ? 1 : 0}
        running={!isPaused(props)}
        width={width}
      />
    </Guided>
  );
  return (
    <Screen {...frame} picture={picture} {...timedScreen(props, spoken)} centred>
      <Paragraph>{words.title()}</Paragraph>
      <Paragraph>{m.reset_breaths_left({ n: squeeze.left })}</Paragraph>
    </Screen>
  );
};
