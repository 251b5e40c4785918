import { type Breath, breathAt } from '@onhook/core/reset';
import { useEffect } from 'react';
import { BreathLine } from '../../design/cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import { Said, Screen } from '../screen.tsx';
import type { StepProps } from './step-props.ts';
import { timedScreen } from './timed.ts';

const breathWords = ({ parts, index }: Breath): string => {
  switch (parts[index]?.kind) {
    case 'sip':
      return m.technique_breathe_sip();
    case 'hold':
      return m.technique_breathe_hold();
    case 'out':
      return m.technique_breathe_out();
    default:
      return m.technique_breathe_in();
  }
};

/** One breath after another. */
export const Breathe = (props: StepProps<'breathe'>) => {
  const { frame, run, now, width, say } = props;
  const breath = breathAt(run.machine, now);
  // The words change under a sentence that keeps the focus: they are said, not focused.
  const spoken = breath ? breathWords(breath) : '';
  useEffect(() => say(spoken, 'heard'), [spoken]);
  if (!breath) return null;
  return (
    <Screen {...frame} picture={<BreathLine {...breath} width={width} />} {...timedScreen(props, spoken)} centred>
      <Said>{m.reset_breaths_left({ n: breath.left })}</Said>
    </Screen>
  );
};
