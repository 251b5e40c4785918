import { useEffect, useState } from 'react';
import { Button } from '../../../../design/button.tsx';
import { TextArea } from '../../../../design/text-area.tsx';
import { m } from '../../../../generated/messages/messages.js';
import { isBlank } from '../../../../design/blank.ts';
import css from './keepsake.module.css';
import { type Read, readPicture } from './picture.ts';

type Refused = Extract<Read, { kind: 'refused' }>['why'];

const refusal: Readonly<Record<Refused, () => string>> = {
  'too-large': m.keepsake_too_large,
  'no-picture': m.keepsake_no_picture,
  broken: m.keepsake_broken,
};

interface Props {
  readonly onPicture: (picture: Blob) => void;
  readonly onLine: (text: string) => void;
}

/** Lets the agent add a keepsake: a picture that is chosen, dropped or pasted, or a line of text. */
export const Add = ({ onPicture, onLine }: Props) => {
  const [state, setState] = useState<'waiting' | 'reading' | Refused>('waiting');
  const [line, setLine] = useState('');
  const [over, setOver] = useState(false);

  const take = async (file: Blob | null | undefined): Promise<void> => {
    if (!file) return;
    setState('reading');
    const read = await readPicture(file);
    if (read.kind === 'refused') return setState(read.why);
    setState('waiting');
    onPicture(read.picture);
  };

  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const file = event.clipboardData?.files[0];
      if (!file) return;
      event.preventDefault();
      void take(file);
    };
    // The listeners are on the window, because the browser would open a file dropped next to the field in place of the panel.
    const onOver = (event: DragEvent): void => event.preventDefault();
    const onDrop = (event: DragEvent): void => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      setOver(false);
      void take(event.dataTransfer.files[0]);
    };
    addEventListener('paste', onPaste);
    addEventListener('dragover', onOver);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('paste', onPaste);
      removeEventListener('dragover', onOver);
      removeEventListener('drop', onDrop);
    };
  });

  return (
    <div className={css.add}>
      <label
        className={css.drop}
        data-over={over}
        onDragOver={() => setOver(true)}
        onDragLeave={() => setOver(false)}
      >
        <input
          type="file"
          accept="image/*"
          className={css.file}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        {state === 'reading' ? m.keepsake_reading() : m.keepsake_choose()}
        <span>{m.keepsake_choose_how()}</span>
      </label>
      <p className={css.wrong} role="alert">
        {state !== 'waiting' && state !== 'reading' && refusal[state]()}
      </p>
      <TextArea label={m.keepsake_line()} hint={m.reset_stays()} value={line} onChange={setLine} onDone={() => isBlank(line) || onLine(line.trim())} />
      {!isBlank(line) && <Button onClick={() => onLine(line.trim())}>{m.keepsake_keep_line()}</Button>}
    </div>
  );
};
