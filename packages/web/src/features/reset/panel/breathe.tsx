import { type Breath, breathAt } from '@onhook/core/reset';
import { BreathGuide } from '../../../design/cord/breath-guide.tsx';
import { m } from '../../../generated/messages/messages.js';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { Guided } from './guided.tsx';
import type { StepProps } from './step-props.ts';
import { elapsedNow, isPaused, timedScreen } from './timed.ts';
import { useCue } from './use-cue.ts';

const breathWords = ({ parts, index }: Breath): string => {
  switch (parts[index]?.kind) {
    case 'sip':
      return m.reset_breathe_sip();
    case 'hold':
      return m.reset_breathe_hold();
    case 'out':
      return m.reset_breathe_out();
    default:
      return m.reset_breathe_in();
  }
};

/** Step that guides the agent through a number of breaths. */
export const Breathe = (props: StepProps<'breathe'>) => {
  const { frame, run, now, width, guide } = props;
  const breath = breathAt(run.machine, now);
  const spoken = breath ? breathWords(breath) : '';
  const part = breath?.parts[breath.index]?.kind ?? 'in';
  const count = breath ? `${breath.left}-${breath.index}` : '';
  // The focus stays on the sentence while its words change, so the new words are announced.
  useCue(guide, { tone: part, words: spoken, ms: breath?.parts[breath.index]?.ms ?? 0 }, count);
  if (!breath) return null;
  const picture = (
    <Guided {...props}>
      <BreathGuide
        parts={breath.parts}
        index={breath.index}
        running={!isPaused(props)}
        elapsed={() => elapsedNow(props)}
        width={width}
      />
    </Guided>
  );
  return (
    <Screen {...frame} picture={picture} {...timedScreen(props, spoken)} centred>
      {/* A long countdown puts pressure on the agent, so only the last breaths are counted. The space keeps the layout stable. */}
      <Paragraph>{breath.left < 4 ? m.reset_breaths_left({ n: breath.left }) : '\u00a0'}</Paragraph>
    </Screen>
  );
};
