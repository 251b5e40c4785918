import type { IncidentCallsView } from '@onhook/contract';
import { incidentKinds } from '@onhook/core/incident';
import { useState } from 'react';
import { Choice } from '../../../design/choice.tsx';
import { dayAndTime } from '../../../design/times.ts';
import { regional } from '../../../design/locale.ts';
import { Select } from '../../../design/select.tsx';
import { TextArea } from '../../../design/text-area.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { kindName } from '../shared/words.ts';
import { isBlank } from '../../../design/blank.ts';
import { fromField, toField } from '../../carry/panel/index.ts';
import { Room } from '../../../design/panel/room.tsx';
import { length } from '../../../design/panel/time-words.ts';
import { Paragraph } from '../../../design/panel/screen.tsx';
import css from './incidents.module.css';
import { type IncidentDraft, maxIncidentCharacters } from '../shared/slice.ts';

interface Props {
  readonly draft: IncidentDraft;
  readonly calls: IncidentCallsView['calls'];
  /** Resolves once the draft is stored. */
  readonly onKeep: (draft: IncidentDraft) => Promise<void>;
  readonly onLeave: () => void;
}

const none = '';
const refOf = ({ call, leg }: { readonly call: string; readonly leg: number }): string => `${leg} ${call}`;

const over = (text: string, field: keyof typeof maxIncidentCharacters): string | null => {
  const left = text.length - maxIncidentCharacters[field];
  return left > 0 ? m.incidents_too_long({ n: left }) : null;
};

type OwnCall = IncidentCallsView['calls'][number];

/** One call in a line: queue, time and length, marked if it was hard. */
const callWords = ({ facts, isHard }: Pick<OwnCall, 'facts' | 'isHard'>): string => {
  const words = { queue: facts.queue, when: dayAndTime(facts.startedAt, regional()) };
  if (facts.talkSeconds === null) return m.incidents_fact_call(words);
  const lasting = { ...words, length: length(facts.talkSeconds * 1000) };
  return isHard ? m.incidents_fact_call_hard(lasting) : m.incidents_fact_call_long(lasting);
};

/** Form in two screens: the call and the kind of abuse, then the agent's own words. Sends nothing. */
export const IncidentForm = ({ draft: given, calls, onKeep, onLeave }: Props) => {
  const [draft, setDraft] = useState(given);
  const [when, setWhen] = useState(toField(given.happenedAt));
  const [step, setStep] = useState<'call' | 'words'>('call');
  const [saving, setSaving] = useState(false);
  const set = (change: Partial<IncidentDraft>): void => setDraft({ ...draft, ...change });
  const known = draft.call && !calls.some((call) => refOf(call) === refOf(draft.call!)) && draft.facts ? [{ ...draft.call, facts: draft.facts, isHard: false }] : [];
  const all = [...known, ...calls];

  const chooseCall = (ref: string): void => {
    const chosen = all.find((call) => refOf(call) === ref);
    if (chosen) set({ call: { call: chosen.call, leg: chosen.leg }, facts: chosen.facts, happenedAt: chosen.facts.startedAt });
    else set({ call: null, facts: null });
  };

  if (step === 'call')
    return (
      <Room
        back={{ label: m.incidents_leave(), onTake: onLeave }}
        title={m.incidents_which()}
        main={{ label: m.incidents_next(), onTake: () => setStep('words'), disabled: draft.call === null && fromField(when) === null }}
      >
        <div className={css.form}>
          <Select
            label={m.incidents_call()}
            labelled="above"
            options={[
              { id: none, label: m.incidents_no_call() },
              ...all.map((call) => ({
                id: refOf(call),
                label: callWords(call),
              })),
            ]}
            chosen={draft.call ? refOf(draft.call) : none}
            onChoose={chooseCall}
          />
          {draft.call === null && (
            <TextField
              type="datetime-local"
              label={m.incidents_when()}
              value={when}
              onChange={(field) => {
                setWhen(field);
                const at = fromField(field);
                if (at !== null) set({ happenedAt: at });
              }}
            />
          )}
          <p className={css.ask}>{m.incidents_kind()}</p>
          <Choice
            label={m.incidents_kind()}
            options={incidentKinds.map((kind) => ({ id: kind, label: kindName[kind]() }))}
            chosen={[draft.kind]}
            many={false}
            onChoose={(kind) => set({ kind })}
          />
        </div>
      </Room>
    );

  const problems = (['severity', 'happened', 'done'] as const).map((field) => over(draft[field], field));
  return (
    <Room
      back={{ label: m.incidents_back(), onTake: () => setStep('call') }}
      title={m.incidents_words()}
      main={{
        label: m.incidents_keep(),
        onTake: () => {
          setSaving(true);
          void onKeep({ ...draft, severity: draft.severity.trim(), happened: draft.happened.trim(), done: draft.done.trim() });
        },
        disabled: saving || isBlank(draft.happened) || problems.some((problem) => problem !== null),
      }}
      ways={[{ label: m.incidents_leave(), onTake: onLeave }]}
    >
      <div className={css.form}>
        <TextArea label={m.incidents_happened()} problem={problems[1] ?? null} rows={4} value={draft.happened} onChange={(happened) => set({ happened })} />
        <TextArea label={m.incidents_severity()} problem={problems[0] ?? null} rows={1} value={draft.severity} onChange={(severity) => set({ severity })} />
        <TextArea label={m.incidents_done()} problem={problems[2] ?? null} rows={2} value={draft.done} onChange={(done) => set({ done })} />
        <Paragraph>{m.incidents_stays()}</Paragraph>
      </div>
    </Room>
  );
};
