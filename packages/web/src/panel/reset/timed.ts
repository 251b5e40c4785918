import { m } from '../../generated/messages/messages.js';
import type { ScreenProps } from '../screen.tsx';
import type { AnyStepProps } from './step-props.ts';

/** What a step that the clock ends says and offers, running or paused. */
export const timedScreen = ({ run, go }: AnyStepProps, title: string): Pick<ScreenProps, 'title' | 'main'> =>
  run.machine.phase.kind === 'paused'
    ? { title: m.reset_paused(), main: { label: m.reset_go_on(), onTake: () => go({ kind: 'resume' }) } }
    : { title };
