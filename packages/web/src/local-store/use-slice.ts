import { useEffect, useState } from 'react';
import { type Slice, changeSlice, peekSlice, watchSlice } from './index.ts';

/** A slice as React state; null until it has been read, which takes a moment after the panel opens. */
export const useSlice = <Value>(
  person: string,
  slice: Slice<Value>,
): readonly [Value | null, (change: (value: Value) => Value) => void] => {
  const [stored, setValue] = useState(() => peekSlice(person, slice));
  // A slice is declared once, so that it is the same for as long as the component is there.
  useEffect(() => watchSlice(person, slice, (value) => setValue({ value })), [person, slice]);
  return [stored && stored.value, (change) => void changeSlice(person, slice, change)];
};
