import { useEffect, useRef } from 'react';
import { Button } from '../../../design/button.tsx';
import { ThinLine } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './phrasebook.module.css';

/** Shows the text selected, with instructions to copy it, when the window may not write to the clipboard. */
export const ByHand = ({ text, onDone }: { readonly text: string; readonly onDone: () => void }) => {
  const words = useRef<HTMLTextAreaElement>(null);
  useEffect(() => words.current?.select(), [text]);
  return (
    <main className={css.page}>
      <h1 className={css.title}>{m.phrases_copy()}</h1>
      <ThinLine />
      <p role="status">{m.phrases_copy_by_hand()}</p>
      <textarea ref={words} className={css.area} readOnly autoComplete="off" rows={5} dir="auto" aria-label={m.phrases_copy_words()} value={text} />
      <Button onClick={onDone}>{m.phrases_copy_done()}</Button>
    </main>
  );
};
