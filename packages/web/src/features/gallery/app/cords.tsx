import { Clock, Pencil, Phone, Trash2 } from 'lucide';
import { useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { BreathGuide } from '../../../design/cord/breath-guide.tsx';
import type { BreathPart } from '../../../design/cord/breath.ts';
import { Cord, DayCord, Logo, ThinLine } from '../../../design/cord/index.ts';
import { TenseCord } from '../../../design/cord/tense-cord.tsx';
import favicon from '../../../design/favicon.svg';
import { Icon } from '../../../design/icon.tsx';
import { m } from '../../../generated/messages/messages.js';
import { SampleFigure } from './sample.tsx';
import css from './gallery.module.css';

const wide = 480;
const breath: readonly BreathPart[] = [
  { kind: 'in', ms: 4000 },
  { kind: 'out', ms: 6000 },
];

const at = (hour: number, minute: number): number => new Date(2026, 10, 2, hour, minute).getTime();
const day = {
  startsAt: at(9, 0),
  endsAt: at(17, 0),
  now: at(14, 45),
  calls: [
    { startedAt: at(10, 12), endedAt: at(10, 34), kept: { from: at(10, 34), to: at(10, 38) } },
    { startedAt: at(13, 20), endedAt: at(13, 34), kept: { from: at(13, 34), to: at(13, 37) } },
    { startedAt: at(14, 8), endedAt: at(14, 32), kept: { from: at(14, 32), to: at(14, 37) } },
  ],
  breaks: [{ from: at(12, 0), to: at(12, 30) }],
  saved: { ms: 120_000, at: at(15, 50) },
};

/** Cord that breathes only on request, as everywhere. */
const Breath = () => {
  const [since, setSince] = useState<number | null>(null);
  return (
    <SampleFigure
      caption={m.specimen_cord_breath()}
      way={
        <Button onClick={() => setSince(since === null ? performance.now() : null)}>
          {since === null ? m.specimen_breathe() : m.specimen_stop()}
        </Button>
      }
    >
      <BreathGuide
        parts={breath}
        index={0}
        running={since !== null}
        elapsed={() => (since === null ? 0 : performance.now() - since)}
        width={wide}
      />
    </SampleFigure>
  );
};

/** Cord, Onhook's only drawing, in all its forms. */
export const Cords = () => (
  <div className={css.figures}>
    <SampleFigure caption={m.specimen_cord_coiled()}>
      <Cord progress={0} width={wide} />
    </SampleFigure>
    <SampleFigure caption={m.specimen_cord_uncoils()}>
      <Cord progress={0.25} width={wide} />
      <Cord progress={0.5} width={wide} />
      <Cord progress={0.75} width={wide} />
    </SampleFigure>
    <SampleFigure caption={m.specimen_cord_open()}>
      <Cord progress={1} width={wide} />
    </SampleFigure>
    <SampleFigure caption={m.specimen_cord_call()}>
      <ThinLine />
    </SampleFigure>
    <SampleFigure caption={m.specimen_cord_tense()}>
      {[1, 0.4].map((tension) => (
        <TenseCord key={tension} tension={() => tension} target={tension} running={false} width={wide} />
      ))}
    </SampleFigure>
    <Breath />
    <SampleFigure caption={m.specimen_cord_day()}>
      <DayCord day={day} width={wide} />
    </SampleFigure>
    <SampleFigure caption={m.specimen_cord_thread()}>
      <Cord progress={0.4} width={wide} size="thread" />
    </SampleFigure>
    <SampleFigure caption={m.specimen_cord_name()}>
      <div className={css.line}>
        <Logo />
        {[64, 32, 16].map((size) => (
          <img key={size} src={favicon} width={size} height={size} alt="" />
        ))}
      </div>
    </SampleFigure>
    <SampleFigure caption={m.specimen_cord_icons()}>
      <div className={css.icons}>
        {[Phone, Pencil, Clock, Trash2].map((sign, i) => (
          <Icon key={i} of={sign} />
        ))}
      </div>
    </SampleFigure>
  </div>
);
