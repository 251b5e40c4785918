import type { LinesView } from '@onhook/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, failureOf } from '../../../api/ask.ts';
import { useFormats } from '../../../api/app/session.ts';
import { Button } from '../../../design/button.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './lists.module.css';
import { refusalInWords } from './use-matching.ts';

type Pause = LinesView['pauses'][number];

const nameOf = ({ line, queue, kind }: Pause): string => `${kind} ${line} ${queue}`;

/** Lists pauses that should be off or that nothing explains; one that looks like Onhook's can be lifted with one tap. */
export const Pauses = ({ pauses, now }: { readonly pauses: readonly Pause[]; readonly now: number }) => {
  const client = useQueryClient();
  const formats = useFormats();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<{ readonly of: string; readonly words: string } | null>(null);
  const lift = async (pause: Pause, queue: string): Promise<void> => {
    setBusy(nameOf(pause));
    setProblem(null);
    try {
      await ask('POST /api/lines/lift', { body: { line: pause.line, queue } });
    } catch (error) {
      const why = failureOf(error);
      if (why.kind === 'refused' && why.error === 'not-signed-in') return location.replace('/sign-in');
      const isGone = why.kind === 'refused' && why.error === 'no-longer-possible';
      setProblem({ of: nameOf(pause), words: isGone ? m.admin_lift_gone() : refusalInWords(why) });
    } finally {
      await client.invalidateQueries({ queryKey: ['lines'] });
      setBusy(null);
    }
  };
  return (
    <>
      <p className={css.text}>{m.admin_pauses_text()}</p>
      <ul className={css.rows}>
        {pauses.map((pause) => {
          const { kind, line, name, queue, reason, since } = pause;
          return (
            <li key={nameOf(pause)} className={css.row}>
              <div className={css.matched}>
                <div>
                  <p className={css.person}>{name === line ? line : `${name} · ${line}`}</p>
                  <p className={css.note}>
                    {kind === 'unexplained' && `${queue} · ${reason === '' ? m.admin_pause_no_reason() : m.admin_pause_reason({ reason })} · `}
                    {m.admin_pause_since({ time: formats.when(since, now) })}
                  </p>
                  <p className={css.text}>{kind === 'unexplained' ? m.admin_pause_unexplained() : m.admin_pause_late()}</p>
                  <div role="alert">{problem?.of === nameOf(pause) && <p className={css.problem}>{problem.words}</p>}</div>
                </div>
                {queue !== null && kind === 'unexplained' && (
                  <Button
                    className={css.action}
                    aria-disabled={busy === nameOf(pause)}
                    aria-label={m.admin_lift_of({ line, queue })}
                    onClick={() => busy !== nameOf(pause) && void lift(pause, queue)}
                  >
                    {busy === nameOf(pause) ? m.admin_saving() : m.admin_lift()}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
};
