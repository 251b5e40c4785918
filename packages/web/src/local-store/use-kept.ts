import { useEffect, useState } from 'react';
import { type Slice, changeKept, peekKept, watchKept } from './index.ts';

/** A slice as React state; null until it has been read, which takes a moment after the panel opens. */
export const useKept = <Value>(
  person: string,
  slice: Slice<Value>,
): readonly [Value | null, (change: (value: Value) => Value) => void] => {
  const [kept, setKept] = useState(() => peekKept(person, slice));
  // A slice is declared once, so that it is the same for as long as the component is there.
  useEffect(() => watchKept(person, slice, (value) => setKept({ value })), [person, slice]);
  return [kept && kept.value, (change) => void changeKept(person, slice, change)];
};
