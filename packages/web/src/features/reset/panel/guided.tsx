import { progress } from '@onhook/core/reset';
import type { ReactNode } from 'react';
import { Cord } from '../../../design/cord/index.ts';
import css from './guided.module.css';
import type { AnyStepProps } from './step-props.ts';

const widest = 368;
const edges = 48;

/** A picture that guides a step, below a thread that shows how far the reset has come. */
export const Guided = ({ run, now, width, children }: Pick<AnyStepProps, 'run' | 'now' | 'width'> & { readonly children: ReactNode }) => (
  <div className={css.guided}>
    <Cord size="thread" progress={progress(run.machine, now)} width={Math.min(widest, width - edges)} />
    {children}
  </div>
);
