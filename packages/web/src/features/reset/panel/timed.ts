import { elapsedMs } from '@onhook/core/reset';
import { m } from '../../../generated/messages/messages.js';
import type { ScreenProps } from '../../../design/panel/screen.tsx';
import type { AnyStepProps } from './step-props.ts';

export const isPaused = ({ run }: AnyStepProps): boolean => run.machine.phase.kind === 'paused';

/** Returns the title and the main action of a step that the clock ends, running or paused. */
export const timedScreen = (props: AnyStepProps, title: string): Pick<ScreenProps, 'title' | 'main'> =>
  isPaused(props)
    ? { title: m.reset_paused(), main: { label: m.reset_go_on(), onTake: () => props.go({ kind: 'resume' }) } }
    : { title };

/**
 * Returns how long the step has been running at this instant, in milliseconds, for animations. Doesn't advance during a
 * pause.
 */
export const elapsedNow = ({ run, exactly }: AnyStepProps): number => elapsedMs(run.machine, exactly());
