import type { Role } from '@onhook/contract';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../../api/app/session.ts';
import { Button } from '../../../design/button.tsx';
import { Choice } from '../../../design/choice.tsx';
import { Select } from '../../../design/select.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import { getLocale } from '../../../generated/messages/runtime.js';
import { FormActions } from './form-actions.tsx';
import css from './people.module.css';
import { signInDayWords } from './sign-in-day.ts';
import { type Person, roleName, roles, type Team } from './use-people.ts';

/** Details of a person that an administrator enters. */
export interface Written {
  readonly name: string;
  readonly email: string | null;
  readonly team: string | null;
  readonly roles: Role[];
  readonly active: boolean;
}

interface Props {
  readonly title: string;
  readonly person: Person | null;
  readonly now: number;
  readonly teams: readonly Team[];
  /** Resolves to null when the person is saved, else to the reason. */
  readonly onSave: (written: Written) => Promise<string | null>;
  /** Makes a sign-in link for the person; null for somebody who cannot sign in yet. */
  readonly onLink: (() => void) | null;
  readonly onLeave: () => void;
}

export const PersonForm = ({ title, person, now, teams, onSave, onLink, onLeave }: Props) => {
  const { centre } = useSession();
  const [name, setName] = useState(person?.name ?? '');
  const [email, setEmail] = useState(person?.email ?? '');
  const [team, setTeam] = useState(person?.team ?? '');
  const [has, setHas] = useState<readonly Role[]>(person?.roles ?? ['agent']);
  const [active, setActive] = useState(person?.active ?? true);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (saving) return;
    setSaving(true);
    setProblem(null);
    const written = { name: name.trim(), email: email.trim() || null, team: team || null, roles: roles.filter((role) => has.includes(role)), active };
    void onSave(written).then((why) => {
      setSaving(false);
      setProblem(why);
    });
  };
  return (
    <form className={css.form} aria-label={title} onSubmit={submit}>
      {person && (
        <div className={css.signIn}>
          <p className={css.note}>
            {person.lastSignInDay === null
              ? m.people_signed_in_never()
              : m.people_signed_in({ day: signInDayWords(person.lastSignInDay, now, centre.timezone, getLocale()) })}
          </p>
          {onLink && <Button onClick={onLink}>{m.people_link()}</Button>}
        </div>
      )}
      <TextField label={m.people_name()} value={name} onChange={setName} maxLength={80} required autoFocus />
      <TextField label={m.people_email()} type="email" value={email} onChange={setEmail} maxLength={254} />
      <Select
        label={m.people_team()}
        labelled="above"
        options={[{ id: '', label: m.people_team_none() }, ...teams.map((one) => ({ id: one.team, label: one.name }))]}
        chosen={team}
        onChoose={setTeam}
      />
      <div className={css.field}>
        <span className={css.label}>{m.people_roles()}</span>
        <Choice
          label={m.people_roles()}
          many
          options={roles.map((role) => ({ id: role, label: roleName(role) }))}
          chosen={has}
          onChoose={(role) => setHas(has.includes(role) ? has.filter((one) => one !== role) : [...has, role])}
        />
      </div>
      {person && (
        <Choice
          label={m.people_active()}
          many={false}
          options={[
            { id: 'yes', label: m.people_active() },
            { id: 'no', label: m.people_inactive() },
          ]}
          chosen={[active ? 'yes' : 'no']}
          onChoose={(id) => setActive(id === 'yes')}
        />
      )}
      {person && !active && <p className={css.note}>{m.people_inactive_means()}</p>}
      {person?.byDirectory && <p className={css.note}>{m.people_by_directory()}</p>}
      <FormActions saving={saving} problem={problem} onLeave={onLeave} />
    </form>
  );
};
