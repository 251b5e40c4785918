import { useEffect, useRef } from 'react';
import { m } from '../../../../generated/messages/messages.js';
import css from './keepsake.module.css';

/** Draws the picture on a canvas, because the content security policy doesn't allow images from `blob:` addresses. */
export const Shown = ({ picture }: { readonly picture: Blob }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let gone = false;
    void createImageBitmap(picture).then(
      (image) => {
        const on = canvas.current;
        if (gone || !on) return;
        on.width = image.width;
        on.height = image.height;
        on.getContext('2d')?.drawImage(image, 0, 0);
        image.close();
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [picture]);
  return <canvas ref={canvas} className={css.picture} role="img" aria-label={m.keepsake_picture()} />;
};
