import type { PasskeysView } from '@onhook/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide';
import { type FormEvent, useState } from 'react';
import { ask } from '../../../api/ask.ts';
import { useFormats } from '../../../api/app/session.ts';
import { waysQuery } from './sign-in-ways.tsx';
import type { RunAction } from '../../../api/app/use-actions.ts';
import { Button } from '../../../design/button.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { Loading } from '../../../design/loading.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './account.module.css';

type Passkey = PasskeysView['passkeys'][number];

const passkeysQuery = queryOptions({ queryKey: ['passkeys'], queryFn: () => ask('GET /api/passkeys') });

/** Creates a passkey. Resolves to null when the person cancels, or when their device can't do it. */
const make = async () => {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const { options } = await ask('POST /api/passkeys/begin');
  const optionsJSON = options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON'];
  return startRegistration({ optionsJSON }).catch(() => null);
};

interface NameFormProps {
  readonly name: string;
  readonly yes: string;
  readonly onName: (name: string) => Promise<void>;
  readonly onLeave: () => void;
}

const NameForm = ({ name: before, yes, onName, onLeave }: NameFormProps) => {
  const [name, setName] = useState(before);
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || name.trim() === '') return;
    setBusy(true);
    void onName(name.trim()).finally(() => setBusy(false));
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <TextField label={m.signins_passkey_name()} value={name} onChange={setName} maxLength={60} autoFocus required />
      <div className={css.ways}>
        <Button type="submit" aria-disabled={busy}>
          {yes}
        </Button>
        <Button kind="quiet" onClick={onLeave}>
          {m.signins_cancel()}
        </Button>
      </div>
    </form>
  );
};

interface RowProps {
  readonly passkey: Passkey;
  readonly now: number;
  readonly act: RunAction;
}

const Row = ({ passkey: { passkey, name, addedAt, lastUsedAt }, now, act }: RowProps) => {
  const formats = useFormats();
  const [renaming, setRenaming] = useState(false);
  if (renaming)
    return (
      <li className={css.row}>
        <NameForm
          name={name}
          yes={m.signins_passkey_save()}
          onLeave={() => setRenaming(false)}
          onName={async (next) => {
            const work = () => ask('POST /api/passkeys/:passkey', { params: { passkey }, body: { name: next } });
            if ((await act({ key: passkey, done: m.signins_passkey_named({ name: next }), work })) === null) setRenaming(false);
          }}
        />
      </li>
    );
  const used = lastUsedAt === null ? m.signins_passkey_unused() : m.signins_last_used({ when: formats.when(lastUsedAt, now) });
  return (
    <li className={css.row}>
      <div className={css.entry}>
        <div className={css.words}>
          <p className={css.name}>{name}</p>
          <p className={css.note}>{m.signins_passkey_added_when({ when: formats.when(addedAt, now) })}</p>
          <p className={css.note}>{used}</p>
        </div>
        <div className={css.icons}>
          <IconButton label={m.signins_passkey_rename_of({ name })} onClick={() => setRenaming(true)}>
            <Icon of={Pencil} />
          </IconButton>
          <IconButton
            label={m.signins_passkey_remove_of({ name })}
            onClick={() =>
              void act({
                key: passkey,
                done: m.signins_passkey_removed({ name }),
                work: () => ask('DELETE /api/passkeys/:passkey', { params: { passkey } }),
              })
            }
          >
            <Icon of={Trash2} />
          </IconButton>
        </div>
      </div>
    </li>
  );
};

export const Passkeys = ({ act, suggestedName }: { readonly act: RunAction; readonly suggestedName: string }) => {
  const { data: view } = useQuery(passkeysQuery);
  const { data: ways } = useQuery(waysQuery);
  const [adding, setAdding] = useState(false);
  const [notMade, setNotMade] = useState(false);
  if (!view || !ways) return <Loading label={m.signins_opening()} />;
  const add = async (name: string): Promise<void> => {
    setNotMade(false);
    const made = await make().catch(() => null);
    if (!made) return setNotMade(true);
    const work = () => ask('POST /api/passkeys', { body: { name, made: { ...made, response: { ...made.response }, clientExtensionResults: { ...made.clientExtensionResults } } } });
    if ((await act({ key: 'add', done: m.signins_passkey_added({ name }), work })) === null) setAdding(false);
  };
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys" className={css.title}>
        {m.signins_passkeys()}
      </h2>
      <p className={css.note}>{ways.passkeys ? m.signins_passkeys_how() : m.signins_passkeys_cannot()}</p>
      {view.passkeys.length > 0 && (
        <Rows>
          {view.passkeys.map((passkey) => (
            <Row key={passkey.passkey} passkey={passkey} now={view.serverNow} act={act} />
          ))}
        </Rows>
      )}
      {ways.passkeys && view.passkeys.length === 0 && !adding && <p className={css.none}>{m.signins_passkeys_none()}</p>}
      {adding && <NameForm name={suggestedName} yes={m.signins_passkey_make()} onName={add} onLeave={() => setAdding(false)} />}
      <p role="alert" className={css.problem}>
        {notMade && m.signins_passkey_not_made()}
      </p>
      {ways.passkeys && !adding && (
        <Button className={css.all} onClick={() => setAdding(true)}>
          <Icon of={Plus} />
          {m.signins_passkey_add()}
        </Button>
      )}
    </section>
  );
};
