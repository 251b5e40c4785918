import { progress } from '@onhook/core/reset';
import { Cord } from '../../design/cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import { Said, Screen } from '../screen.tsx';
import type { StepProps } from './step-props.ts';
import { timedScreen } from './timed.ts';

export const Keepsake = (props: StepProps<'keepsake'>) => (
  <Screen
    {...props.frame}
    picture={<Cord progress={progress(props.run.machine, props.now)} width={props.width} />}
    main={{ label: m.reset_next(), onTake: props.next }}
    {...timedScreen(props, props.words.title())}
  >
    <Said>{props.held}</Said>
  </Screen>
);
