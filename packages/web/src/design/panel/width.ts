import { useEffect, useState } from 'react';

const measure = (): number => {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return Math.ceil((document.documentElement.clientWidth / rem) * 16);
};

/** The window's width in the cord's units (sixteen to a rem), so that the cord reaches from edge to edge. */
export const useWidth = (): number => {
  const [width, setWidth] = useState(measure);
  useEffect(() => {
    const onResize = (): void => setWidth(measure());
    addEventListener('resize', onResize);
    return () => removeEventListener('resize', onResize);
  }, []);
  return width;
};
