import { elapsedMs } from '@onhook/core/reset';
import { m } from '../../../generated/messages/messages.js';
import type { ScreenProps } from '../../../design/panel/screen.tsx';
import type { AnyStepProps } from './step-props.ts';

export const isPaused = ({ run }: AnyStepProps): boolean => run.machine.phase.kind === 'paused';

/** What a step that the clock ends says and offers, running or paused. */
export const timedScreen = (props: AnyStepProps, title: string): Pick<ScreenProps, 'title' | 'main'> =>
  isPaused(props)
    ? { title: m.reset_paused(), main: { label: m.reset_go_on(), onTake: () => props.go({ kind: 'resume' }) } }
    : { title };

/** For what moves: how long the step has been on, this instant. Stands still while paused. */
export const elapsedNow = ({ run, exactly }: AnyStepProps): number => elapsedMs(run.machine, exactly());
