import { useEffect, useState } from 'react';
import { type Slice, changeSlice, peekSlice, watchSlice } from './index.ts';

/** Returns a slice as React state. Null until it has been read, which takes a moment after the panel opens. */
export const useSlice = <Value>(
  person: string,
  slice: Slice<Value>,
): readonly [Value | null, (change: (value: Value) => Value) => void] => {
  const [stored, setValue] = useState(() => peekSlice(person, slice));
  // `slice` is declared at module level, so it does not change between renders.
  useEffect(() => watchSlice(person, slice, (value) => setValue({ value })), [person, slice]);
  return [stored && stored.value, (change) => void changeSlice(person, slice, change)];
};
