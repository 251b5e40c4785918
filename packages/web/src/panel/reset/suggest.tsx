import { Cord } from '../../design/cord/index.ts';
import { progress } from '@onhook/core/reset';
import { m } from '../../generated/messages/messages.js';
import { Said, Screen } from '../screen.tsx';
import type { AnyStepProps } from './step-props.ts';

/** One plain thing to do, for as long as it takes. */
export const Suggest = ({ frame, words, run, now, width, held, next }: AnyStepProps) => (
  <Screen
    {...frame}
    picture={<Cord progress={progress(run.machine, now)} width={width} />}
    title={words.title()}
    main={{ label: m.reset_next(), onTake: next }}
  >
    <Said>{`${words.how?.() ?? ''} ${held}`.trim()}</Said>
  </Screen>
);
