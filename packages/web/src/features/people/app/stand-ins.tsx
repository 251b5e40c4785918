import type { PeopleView, StandIn } from '@onhook/contract';
import { Plus } from 'lucide';
import { type FormEvent, useState } from 'react';
import { ask } from '../../../api/ask.ts';
import { useFormats, useSession } from '../../../api/app/session.ts';
import type { RunAction } from '../../../api/app/use-actions.ts';
import { Button } from '../../../design/button.tsx';
import { Combobox } from '../../../design/combobox.tsx';
import { Icon } from '../../../design/icon.tsx';
import { Rows } from '../../../design/rows.tsx';
import { Select } from '../../../design/select.tsx';
import { m } from '../../../generated/messages/messages.js';
import { called } from '../../../design/app/suggest.ts';
import { dayEndAt, dayStartAt } from './days.ts';
import css from './people.module.css';
import type { Person } from './use-people.ts';

interface FormProps {
  readonly view: PeopleView;
  readonly onSave: (standIn: StandIn) => Promise<string | null>;
  readonly onLeave: () => void;
}

const Form = ({ view, onSave, onLeave }: FormProps) => {
  const { timezone } = useSession().centre;
  const [lead, setLead] = useState('');
  const [person, setPerson] = useState<Person | null>(null);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const leading = new Set(view.teams.flatMap(({ leads }) => leads));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const [fromAt, untilAt] = [dayStartAt(from, timezone), dayEndAt(until, timezone)];
    if (lead === '' || !person || person.person === lead || fromAt === null || untilAt === null || untilAt <= fromAt) {
      return setProblem(m.people_stand_ins_wrong());
    }
    void onSave({ lead, person: person.person, fromAt, untilAt }).then(setProblem);
  };
  return (
    <form className={css.form} aria-label={m.people_stand_ins_add()} noValidate onSubmit={submit}>
      <Select
        label={m.people_stand_ins_lead()}
        labelled="above"
        options={[{ id: '', label: m.people_choose() }, ...view.people.filter((one) => leading.has(one.person)).map((one) => ({ id: one.person, label: one.name }))]}
        chosen={lead}
        onChoose={setLead}
      />
      <div className={css.field}>
        <span className={css.label}>{m.people_stand_ins_who()}</span>
        <Combobox
          label={m.people_stand_ins_who()}
          hint={m.admin_pick()}
          openLabel={m.admin_pick_open()}
          items={view.people.filter((one) => one.active && one.person !== lead)}
          idOf={(one) => one.person}
          nameOf={(one) => one.name}
          called={(one, typed) => called(one.name, typed)}
          value={person}
          onChange={setPerson}
          none={m.people_found_none()}
        />
      </div>
      <div className={css.fields}>
        <label className={css.field}>
          <span className={css.label}>{m.people_stand_ins_from()}</span>
          <input type="date" className={css.date} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        </label>
        <label className={css.field}>
          <span className={css.label}>{m.people_stand_ins_until()}</span>
          <input type="date" className={css.date} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
        </label>
      </div>
      <div className={css.ways}>
        <Button type="submit">{m.people_save()}</Button>
        <Button kind="quiet" onClick={onLeave}>
          {m.people_cancel()}
        </Button>
      </div>
      <p role="alert" className={css.problem}>
        {problem}
      </p>
    </form>
  );
};

/** Deputies of leads, current and future. */
export const StandIns = ({ view, act }: { readonly view: PeopleView; readonly act: RunAction }) => {
  const formats = useFormats();
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const names = new Map(view.people.map(({ person, name }) => [person, name]));
  const described = ({ lead, person }: StandIn): string => m.people_stand_ins_for({ person: names.get(person) ?? person, lead: names.get(lead) ?? lead });
  return (
    <section aria-labelledby="stand-ins">
      <div className={css.head}>
        <h2 id="stand-ins" className={css.title}>
          {m.people_stand_ins()}
        </h2>
        {!adding && (
          <Button onClick={() => setAdding(true)}>
            <Icon of={Plus} />
            {m.people_stand_ins_add()}
          </Button>
        )}
      </div>
      <p className={css.note}>{m.people_stand_ins_how()}</p>
      {adding && (
        <Form
          view={view}
          onLeave={() => setAdding(false)}
          onSave={async (standIn) => {
            const why = await act({ key: 'stand-in', done: m.people_saved({ name: described(standIn) }), work: () => ask('POST /api/stand-ins', { body: standIn }) });
            if (why === null) setAdding(false);
            return why;
          }}
        />
      )}
      <p role="alert" className={css.problem}>
        {problem}
      </p>
      {view.standIns.length === 0 ? (
        <p className={css.none}>{m.people_stand_ins_none()}</p>
      ) : (
        <Rows>
          {view.standIns.map((standIn) => {
            const { lead, person, fromAt, untilAt } = standIn;
            const key = `${lead} ${person} ${fromAt}`;
            return (
              <li key={key} className={css.row}>
                <div className={css.entry}>
                  <div>
                    <p className={css.name}>{described(standIn)}</p>
                    <p className={css.note}>
                      {m.people_stand_ins_when({ from: formats.date(fromAt), until: formats.date(untilAt - 1) })}
                      {fromAt <= view.serverNow && ` · ${m.people_stand_ins_now()}`}
                    </p>
                  </div>
                  <Button
                    kind="quiet"
                    aria-label={m.people_stand_ins_end_of({ what: described(standIn) })}
                    onClick={() =>
                      void act({
                        key,
                        done: m.people_teams_removed({ name: described(standIn) }),
                        work: () => ask('POST /api/stand-ins/remove', { body: { lead, person, fromAt } }),
                      }).then(setProblem)
                    }
                  >
                    {m.people_stand_ins_end()}
                  </Button>
                </div>
              </li>
            );
          })}
        </Rows>
      )}
    </section>
  );
};
