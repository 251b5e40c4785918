import { Check, Copy } from 'lucide';
import { useEffect, useRef, useState } from 'react';
import { useFormats } from '../../../api/app/session.ts';
import { Dialog } from '../../../design/app/dialog.tsx';
import { Button } from '../../../design/button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './people.module.css';

/** A link that was made for a person. The browser has it only while it is shown. */
export interface MadeLink {
  readonly name: string;
  readonly url: string;
  readonly expiresAt: number;
}

/** Shows a sign-in link, once, with a button that copies it. */
export const SignInLink = ({ link: { name, url, expiresAt }, now, onClose }: { readonly link: MadeLink; readonly now: number; readonly onClose: () => void }) => {
  const formats = useFormats();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  useEffect(() => field.current?.select(), []);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
    } catch {
      field.current?.select();
      setCopied(false);
    }
  };
  return (
    <Dialog title={m.people_link_title({ name })} at="middle" onClose={onClose}>
      <p>{m.people_link_text({ time: formats.when(expiresAt, now) })}</p>
      <div className={css.link}>
        <input ref={field} className={css.linkField} readOnly value={url} aria-label={m.people_link_field()} onFocus={(event) => event.currentTarget.select()} />
        <Button kind="main" className={css.copy} onClick={() => void copy()}>
          <Icon of={copied ? Check : Copy} />
          {copied ? m.people_link_copied() : m.people_link_copy()}
        </Button>
      </div>
      <p role="status" className={css.note}>
        {copied === false ? m.people_link_copy_failed() : m.people_link_seen({ name })}
      </p>
    </Dialog>
  );
};
