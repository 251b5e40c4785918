// A phone system may send NUL or half of a surrogate pair, and jsonb can store neither.
const escapedUnstorable = /\\u(0000|d[89a-f])/i;
const unstorable = /\0|\p{Surrogate}/gu;

/** Converts a value for a jsonb column. PostgreSQL would read a bare array as an array of its own. */
export const json = (value: unknown): string => {
  const text = JSON.stringify(value);
  if (!escapedUnstorable.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replace(unstorable, '\u{FFFD}') : part,
  );
};
