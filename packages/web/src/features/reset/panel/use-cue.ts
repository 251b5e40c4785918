import { useEffect, useRef } from 'react';
import type { Cue } from './cue.ts';
import { useEvent } from '../../../design/use-event.ts';

/** Gives the cue by sound and voice whenever `moment` changes. */
export const useCue = (guide: (cue: Cue) => void, cue: Cue, moment: string): void => {
  const hasBegun = useRef(false);
  const give = useEvent(() => {
    guide({ ...cue, isHeading: !hasBegun.current });
    hasBegun.current = true;
  });
  useEffect(() => give(), [moment, give]);
};
