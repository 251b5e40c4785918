// jsonb has no NUL and no half of a surrogate pair; a phone system may send either.
const escapedUnstorable = /\\u(0000|d[89a-f])/i;
const unstorable = /\0|\p{Surrogate}/gu;

/** A value for a jsonb column. An array handed over as it is would be read as a PostgreSQL array. */
export const json = (value: unknown): string => {
  const text = JSON.stringify(value);
  if (!escapedUnstorable.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replace(unstorable, '\u{FFFD}') : part,
  );
};
