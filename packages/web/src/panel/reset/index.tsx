import { type Breath, breathAt, placeOf, progress, stepOf } from '@onhook/core/reset';
import type { PanelView } from '@onhook/contract';
import { useEffect } from 'react';
import { type ServerClock, wholeMinutes } from '../../design/clock.ts';
import { Choice } from '../../design/choice.tsx';
import { BreathLine, Cord } from '../../design/cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import { Said, Screen, type Way } from '../screen.tsx';
import type { Say } from '../say.ts';
import type { Client } from '../use-panel.ts';
import { time } from '../words.ts';
import { Affirm } from './affirm.tsx';
import { Ask } from './ask.tsx';
import { Figure } from './figure.tsx';
import { answersAt } from './harvest.ts';
import css from './reset.module.css';
import { TightnessScale } from './tightness-scale.tsx';
import { useRun } from './use-run.ts';
import { partWords, stepHow, stepTitle } from './words.ts';

export { closeRun } from './harvest.ts';

export interface ResetProps {
  readonly person: string;
  readonly recovery: NonNullable<PanelView['recovery']>;
  readonly heldUntil: number;
  readonly clock: ServerClock;
  readonly width: number;
  readonly act: Client;
  readonly onBack: () => void;
  readonly say: Say;
}

const carriedWords = (carried: readonly string[], putDown: boolean): string => {
  const [first] = carried;
  const what = first === undefined ? '' : first.replace(/[.\s]+$/, '');
  const said =
    carried.length === 0
      ? m.reset_carried_nothing()
      : carried.length === 1
        ? m.reset_carried({ what })
        : m.reset_carried_more({ what, more: carried.length - 1 });
  return putDown ? `${said} ${m.reset_rest_was_theirs()}` : said;
};

const breathWords = ({ parts, index }: Breath): string => {
  switch (parts[index]?.kind) {
    case 'sip':
      return m.technique_breathe_sip();
    case 'hold':
      return m.technique_breathe_hold();
    case 'out':
      return m.technique_breathe_out();
    default:
      return m.technique_breathe_in();
  }
};

/** One reset, from the tap before it to the way back on the line. */
export const Reset = ({ person, recovery, heldUntil, clock, width, act, onBack, say }: ResetProps) => {
  const { run, now, taps, ownLine, seated, sit, act: go, tap, write } = useRun({
    person,
    recovery: recovery.recovery,
    grantedMs: recovery.grantedMs,
    heldUntil,
    clock,
  });
  const { machine } = run;
  const step = stepOf(machine);
  const breath = breathAt(machine, now);
  const opens = time(heldUntil);
  const cord = <Cord progress={progress(machine, now)} width={width} />;

  // The breath's words change under a sentence that keeps the focus: they are said, not focused.
  const spoken = breath ? breathWords(breath) : '';
  useEffect(() => say(spoken, 'heard'), [spoken]);

  if (!run.tapped && step)
    return (
      <Screen
        start={m.panel_held()}
        end={m.panel_until({ time: opens })}
        picture={cord}
        title={m.reset_tight_before()}
        ways={[
          { label: m.reset_tight_without(), onTake: () => tap('before', null) },
          { label: m.reset_enough(), onTake: () => go({ kind: 'stop' }) },
        ]}
      >
        <Said>{m.reset_tight_how()}</Said>
        <TightnessScale label={m.reset_tight_before()} chosen={null} onChoose={(value) => tap('before', value)} />
      </Screen>
    );

  if (!step) {
    const extend = async (): Promise<void> => {
      const reply = await act('POST /api/recoveries/:recovery/extend', { params: { recovery: recovery.recovery } });
      if (reply.kind === 'ok') go({ kind: 'one-more-minute' });
    };
    return (
      <Screen
        start={m.panel_opens_at({ time: opens })}
        picture={<Cord progress={1} width={width} />}
        title={m.reset_ready()}
        main={{ label: m.panel_back_on_the_line(), onTake: onBack }}
        ways={
          recovery.canExtendMs > 0
            ? [{ label: m.reset_more({ minutes: wholeMinutes(recovery.canExtendMs) }), onTake: () => void extend() }]
            : []
        }
        escape={null}
      >
        <Said>{carriedWords(answersAt(run, 'mine'), answersAt(run, 'theirs').length > 0)}</Said>
        {taps && taps.before !== null && (
          <div className={css.tapped}>
            <Said>{m.reset_tight_after()}</Said>
            <TightnessScale
              label={m.reset_tight_after()}
              chosen={taps.after}
              onChoose={(value) => tap('after', value)}
            />
          </div>
        )}
      </Screen>
    );
  }

  const place = placeOf(machine, step);
  const part = partWords(place.part);
  const resting = step.doing.kind === 'rest';
  const skip: Way = { label: m.reset_skip_part(), onTake: () => go({ kind: 'skip-part' }) };
  const enough: Way = { label: m.reset_enough(), onTake: () => go({ kind: 'stop' }) };
  const frame = {
    start: place.of > 1 ? m.reset_place({ part, index: place.index, of: place.of }) : part,
    end: <span title={m.reset_opens_at({ time: opens })}>{opens}</span>,
    ...(step.id === 'mine' || resting ? {} : { back: { label: m.reset_back(), onTake: () => go({ kind: 'back' }) } }),
    moment: step.id,
  };
  const next = { label: m.reset_next(), onTake: () => go({ kind: 'next' }) };

  if (breath)
    return (
      <Screen
        {...frame}
        picture={<BreathLine {...breath} width={width} />}
        title={spoken}
        ways={[enough, skip]}
        centred
      >
        <Said>{m.reset_breaths_left({ n: breath.left })}</Said>
      </Screen>
    );

  const { doing } = step;
  const how = stepHow(step.id, opens);
  const written = run.written[step.id] ?? '';
  return (
    <Screen
      {...frame}
      picture={cord}
      title={stepTitle(step.id)}
      ways={resting ? [{ label: m.panel_back_on_the_line(), onTake: onBack }] : [skip, enough]}
      {...(resting ? {} : { main: next })}
      centred={doing.kind === 'move'}
    >
      {how && <Said>{how}</Said>}
      {doing.kind === 'ask' && (
        <Ask
          step={step}
          chosen={machine.chosen[step.id] ?? []}
          written={written}
          onChoose={(choice) => go({ kind: 'choose', choice })}
          onWrite={(text) => write(step.id, text)}
        />
      )}
      {doing.kind === 'affirm' && (
        <Affirm lines={doing.lines} written={run.written[step.id] ?? ownLine} onWrite={(text) => write(step.id, text)} />
      )}
      {doing.kind === 'move' && (
        <div className={css.moving}>
          <Figure key={doing.figure} figure={doing.figure} seated={seated} />
          <Choice
            label={m.reset_stand_or_sit()}
            options={[
              { id: 'standing', label: m.reset_standing() },
              { id: 'seated', label: m.reset_seated() },
            ]}
            chosen={[seated ? 'seated' : 'standing']}
            many={false}
            onChoose={(choice) => sit(choice === 'seated')}
          />
        </div>
      )}
    </Screen>
  );
};
