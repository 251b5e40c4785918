import type { CircleView, Colleague } from '@onhook/contract';
import { useEffect, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { Rows } from '../../../design/rows.tsx';
import { TextField } from '../../../design/text-field.tsx';
import { m } from '../../../generated/messages/messages.js';
import type { Announce } from '../../../design/panel/announce.ts';
import { sendNow } from '../../../api/client.ts';
import css from './circle.module.css';
import { after } from '../../../design/schedule.ts';

const least = 2;
const waitMs = 250;

interface Props {
  readonly circle: CircleView;
  readonly announce: Announce;
  readonly onAsk: (colleague: Colleague) => void;
}

/** Finds colleagues by a part of their name, to invite them. */
export const Find = ({ circle, announce, onAsk }: Props) => {
  const [letters, setLetters] = useState('');
  const [found, setFound] = useState<readonly Colleague[] | null>(null);
  const name = letters.trim();

  useEffect(() => {
    setFound(null);
    if (name.length < least) return;
    let gone = false;
    const stop = after(waitMs, () => {
      void sendNow('POST /api/circle/colleagues', { body: { name } }).then((reply) => {
        if (!gone && reply.kind === 'ok') setFound(reply.value.colleagues);
      });
    });
    return () => {
      gone = true;
      stop();
    };
  }, [name]);

  const known = new Set([...circle.members, ...circle.invited, ...circle.askingMe].map(({ person }) => person));
  const others = found?.filter(({ person }) => !known.has(person)) ?? null;
  const isAlone = others !== null && others.length === 0;
  const alreadyKnown = found?.filter(({ person }) => known.has(person)).map((one) => one.name) ?? [];
  const none = !isAlone ? '' : alreadyKnown.length > 0 ? m.circle_found_known({ names: alreadyKnown.join(', ') }) : m.circle_found_none();
  const announcement = none || (others?.map((one) => one.name).join(', ') ?? '');
  useEffect(() => {
    if (announcement) announce(announcement, 'heard');
  }, [announcement, announce]);

  return (
    <>
      <TextField label={m.circle_find()} hint={m.circle_find_how()} maxLength={80} value={letters} onChange={setLetters} />
      {none && <p className={css.small}>{none}</p>}
      <Rows>
        {others?.map((colleague) => (
          <li key={colleague.person} className={css.person}>
            <span>{colleague.name}</span>
            <Button aria-label={m.circle_ask_named({ name: colleague.name })} onClick={() => onAsk(colleague)}>
              {m.circle_ask()}
            </Button>
          </li>
        ))}
      </Rows>
    </>
  );
};
