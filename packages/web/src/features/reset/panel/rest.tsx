import { Cord } from '../../../design/cord/index.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import type { StepProps } from './step-props.ts';
import { timedScreen } from './timed.ts';

/** Step that shows only the cord, for quiet rest. */
export const Rest = (props: StepProps<'rest'>) => (
  <Screen {...props.frame} picture={<Cord progress={1} width={props.width} />} {...timedScreen(props, props.words.title())}>
    <Paragraph>{props.pausedText}</Paragraph>
  </Screen>
);
