import type { PeopleView } from '@onhook/contract';
import { Plus, Trash2 } from 'lucide';
import { type FormEvent, useState } from 'react';
import { ask } from '../../../api/ask.ts';
import type { RunAction } from '../../../api/app/use-actions.ts';
import { Button } from '../../../design/button.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './people.module.css';

export const Sites = ({ view, act }: { readonly view: PeopleView; readonly act: RunAction }) => {
  const [adding, setAdding] = useState(false);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const site = crypto.randomUUID();
    const work = () => ask('POST /api/sites/:site', { params: { site }, body: { name: name.trim() } });
    const why = await act({ key: 'site', done: m.people_saved({ name: name.trim() }), work });
    setProblem(why);
    if (why !== null) return;
    setAdding(false);
    setName('');
  };
  return (
    <section aria-labelledby="sites">
      <div className={css.head}>
        <h2 id="sites" className={css.title}>
          {m.people_sites()}
        </h2>
        {!adding && (
          <Button onClick={() => setAdding(true)}>
            <Icon of={Plus} />
            {m.people_sites_add()}
          </Button>
        )}
      </div>
      {adding && (
        <form className={css.form} aria-label={m.people_sites_add()} onSubmit={(event) => void add(event)}>
          <TextField label={m.people_name()} value={name} onChange={setName} maxLength={80} required autoFocus />
          <div className={css.ways}>
            <Button type="submit">{m.people_save()}</Button>
            <Button kind="quiet" onClick={() => setAdding(false)}>
              {m.people_cancel()}
            </Button>
          </div>
        </form>
      )}
      <p role="alert" className={css.problem}>
        {problem}
      </p>
      {view.sites.length === 0 ? (
        <p className={css.note}>{m.people_sites_none()}</p>
      ) : (
        <Rows>
          {view.sites.map(({ site, name: called }) => (
            <li key={site} className={css.row}>
              <div className={css.entry}>
                <p className={css.name}>{called}</p>
                <IconButton
                  label={m.people_teams_remove_of({ name: called })}
                  onClick={() =>
                    void act({
                      key: site,
                      done: m.people_teams_removed({ name: called }),
                      work: () => ask('DELETE /api/sites/:site', { params: { site } }),
                    }).then(setProblem)
                  }
                >
                  <Icon of={Trash2} />
                </IconButton>
              </div>
            </li>
          ))}
        </Rows>
      )}
    </section>
  );
};
