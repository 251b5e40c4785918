import { useEffect, useRef } from 'react';
import type { Cue } from './cue.ts';
import { useEvent } from '../../../design/use-event.ts';

/** Sounds and says what changes within a step, whenever `moment` is another. */
export const useCue = (guide: (cue: Cue) => void, cue: Cue, moment: string): void => {
  const hasBegun = useRef(false);
  const give = useEvent(() => {
    guide({ ...cue, isHeading: !hasBegun.current });
    hasBegun.current = true;
  });
  useEffect(() => give(), [moment, give]);
};
