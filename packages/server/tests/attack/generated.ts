import fc from 'fast-check';

/** Part of JSON Schema that the API's document uses. */
export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export interface Operation {
  readonly key: string;
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | null;
  readonly statuses: readonly number[];
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters: readonly Parameter[];
            readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: JsonSchema } } };
            readonly responses: Readonly<Record<string, unknown>>;
          }
        >
      >
    >
  >;
}

export const operationsOf = ({ paths }: Document): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody, responses }]) => ({
      key: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      parameters,
      body: requestBody?.content['application/json'].schema ?? null,
      statuses: Object.keys(responses).map(Number),
    })),
  );

const text = ({ minLength = 0, maxLength = 60, pattern }: JsonSchema, known: readonly string[]): fc.Arbitrary<string> => {
  const limits = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 200)) };
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  const fits = known.filter((one) => one.length >= minLength && one.length <= maxLength);
  return fc.oneof(
    ...(fits.length > 0 ? [{ weight: 2, arbitrary: fc.constantFrom(...fits) }] : []),
    { weight: 1, arbitrary: fc.string(limits) },
    { weight: 1, arbitrary: fc.string({ ...limits, unit: 'binary' }) },
  );
};

/** Generates values that fit the schema. Texts are often taken from `known`, which exist in one of the centres. */
export const fitting = (schema: JsonSchema, known: readonly string[]): fc.Arbitrary<unknown> => {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map((one) => fitting(one, known)));
  switch (schema.type) {
    case 'object': {
      const fields = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, field]) => [name, fitting(field, known)]));
      return fc.record(fields, { requiredKeys: [...(schema.required ?? [])] });
    }
    case 'array':
      return fc.array(fitting(schema.items ?? {}, known), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 5, 5) });
    case 'string':
      return text(schema, known);
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -1e15, -1e15), max: Math.min(schema.maximum ?? 1e15, 1e15) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
};

/** Generates bodies that fit no schema of the API or may confuse a parser. Every place that can hold a word has `marker`. */
export const misshapen = (marker: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(
      '',
      'null',
      '[]',
      '0',
      `"${marker}"`,
      `{"${marker}`,
      `{"a":${marker}}`,
      `["${marker}",]`,
      `{"__proto__":{"roles":["admin"]},"x":"${marker}"}`,
      `{"constructor":{"prototype":{"a":"${marker}"}}}`,
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
      `{"answer":"${marker}\\u0000","tap":"${marker}","how":"${marker}","text":"\\ud800${marker}"}`,
      `﻿{"${marker}":1}`,
      `{"person":{"$ne":"${marker}"}}`,
      `{"token":"${marker.repeat(3000)}"}`,
    ),
    fc.jsonValue().map((value) => JSON.stringify({ [marker]: value, person: value, answer: value, reset: value, line: value, text: marker })),
  );
