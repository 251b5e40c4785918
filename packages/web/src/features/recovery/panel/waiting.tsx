import { Cord } from '../../../design/cord/index.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { m } from '../../../generated/messages/messages.js';
import type { Phase } from './phase.ts';

export interface WaitingProps {
  readonly phase: Extract<Phase, { kind: 'no-line' | 'asked' | 'waiting' }>;
  readonly width: number;
}

/** Screen for phases that wait for somebody else: an administrator, the phone system, or the end of a call. Loaded when it is needed. */
export const Waiting = ({ phase, width }: WaitingProps) => {
  switch (phase.kind) {
    case 'no-line':
      return (
        <Screen picture={<Cord progress={1} width={width} />} title={m.panel_no_line()}>
          <Paragraph>{m.panel_no_line_how()}</Paragraph>
        </Screen>
      );
    case 'asked':
      return (
        <Screen picture={<Cord progress={0} width={width} />} title={phase.waitsForPause ? m.panel_given_waits() : m.panel_asked()}>
          <Paragraph>{phase.waitsForPause ? m.panel_given_waits_how() : m.panel_asked_how()}</Paragraph>
        </Screen>
      );
    case 'waiting':
      return (
        <Screen picture={<Cord progress={0} width={width} />} title={m.panel_waiting()}>
          <Paragraph>{phase.rangFirst ? m.panel_waiting_rang_first() : m.panel_waiting_how()}</Paragraph>
        </Screen>
      );
  }
};
