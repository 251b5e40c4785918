import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import { Screen } from '../../../design/panel/screen.tsx';

/** Screen shown while the next one is not known or not loaded yet. */
export const oneMoment = (width: number) => (
  <Screen picture={<Cord progress={0} width={width} />} title={m.panel_asked()} />
);
