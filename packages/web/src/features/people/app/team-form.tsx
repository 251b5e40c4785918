import type { PeopleView } from '@onhook/contract';
import { type FormEvent, useState } from 'react';
import { Choice } from '../../../design/choice.tsx';
import { Select } from '../../../design/select.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { FormActions } from './form-actions.tsx';
import css from './people.module.css';
import type { Team } from './use-people.ts';

export interface WrittenTeam {
  readonly name: string;
  readonly site: string | null;
  readonly leads: string[];
}

interface Props {
  readonly title: string;
  readonly team: Team;
  readonly view: PeopleView;
  readonly onSave: (written: WrittenTeam) => Promise<string | null>;
  readonly onLeave: () => void;
}

export const TeamForm = ({ title, team, view, onSave, onLeave }: Props) => {
  const [name, setName] = useState(team.name);
  const [site, setSite] = useState(team.site ?? '');
  const [leads, setLeads] = useState<readonly string[]>(team.leads);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const able = view.people.filter(({ person, roles, active }) => leads.includes(person) || (active && roles.includes('lead')));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (saving) return;
    setSaving(true);
    setProblem(null);
    void onSave({ name: name.trim(), site: site || null, leads: [...leads] }).then((why) => {
      setSaving(false);
      setProblem(why);
    });
  };
  return (
    <form className={css.form} aria-label={title} onSubmit={submit}>
      <TextField label={m.people_name()} value={name} onChange={setName} maxLength={80} required autoFocus />
      {view.sites.length > 0 && (
        <Select
          label={m.people_site()}
          labelled="above"
          options={[{ id: '', label: m.people_site_none() }, ...view.sites.map((one) => ({ id: one.site, label: one.name }))]}
          chosen={site}
          onChoose={setSite}
        />
      )}
      <div className={css.field}>
        <span className={css.label}>{m.people_teams_leads()}</span>
        {able.length === 0 ? (
          <p className={css.note}>{m.people_teams_lead_none()}</p>
        ) : (
          <Choice
            label={m.people_teams_leads()}
            many
            options={able.map((one) => ({ id: one.person, label: one.name }))}
            chosen={leads}
            onChoose={(person) => setLeads(leads.includes(person) ? leads.filter((one) => one !== person) : [...leads, person])}
          />
        )}
      </div>
      <FormActions saving={saving} problem={problem} onLeave={onLeave} />
    </form>
  );
};
