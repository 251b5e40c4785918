import { parse, type Filter } from 'scim2-parse-filter';
import { ScimError } from './errors.ts';
import { isScimResource, valueIn, withoutSchema, type ScimResource } from './resource.ts';

const longest = 1000;
/** Attributes compared with case. All other text is compared without case. */
const exact = new Set(['id', 'externalid']);

const isThere = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '' && !(isScimResource(value) && Object.keys(value).length === 0);

/** Finds every value at an attribute's path: one for each element of a list, and the `value` of a complex element. */
const valuesAt = (resource: ScimResource, path: string): unknown[] => {
  let found: unknown[] = [resource];
  for (const name of withoutSchema(path).split('.')) {
    found = found.flatMap((one) => (isScimResource(one) ? [valueIn(one, name)].flat() : []));
  }
  return found.filter((value) => value !== undefined).map((value) => (isScimResource(value) ? valueIn(value, 'value') : value));
};

const ordered: Readonly<Record<string, (a: string | number, b: string | number) => boolean>> = {
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};
const textual: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  co: (a, b) => a.includes(b),
  sw: (a, b) => a.startsWith(b),
  ew: (a, b) => a.endsWith(b),
};

/** Reads a boolean that some directories send as a text, such as `primary eq "True"`. */
const booleanIn = (value: unknown): unknown => (typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value);

const compare = (op: string, path: string, left: unknown, right: unknown): boolean => {
  const fold = (value: unknown): unknown =>
    typeof value === 'string' && !exact.has(withoutSchema(path).toLowerCase()) ? value.toLowerCase() : value;
  const isBoolean = typeof left === 'boolean' || typeof right === 'boolean';
  const [a, b] = isBoolean ? [booleanIn(left), booleanIn(right)] : [fold(left), fold(right)];
  if (op === 'eq') return a === b;
  const text = textual[op];
  if (text) return typeof a === 'string' && typeof b === 'string' && text(a, b);
  const order = ordered[op];
  if (order && ((typeof a === 'string' && typeof b === 'string') || (typeof a === 'number' && typeof b === 'number'))) return order(a, b);
  throw new ScimError(400, 'invalidFilter', `${op} does not fit what it compares`);
};

const test = (filter: Filter, resource: ScimResource): boolean => {
  switch (filter.op) {
    case 'and':
      return filter.filters.every((part) => test(part, resource));
    case 'or':
      return filter.filters.some((part) => test(part, resource));
    case 'not':
      return !test(filter.filter, resource);
    case '[]':
      return [valueIn(resource, withoutSchema(filter.attrPath))].flat().some((element) => isScimResource(element) && test(filter.valFilter, element));
    case 'pr':
      return isThere(valueIn(resource, withoutSchema(filter.attrPath).split('.')[0] ?? '')) && valuesAt(resource, filter.attrPath).some(isThere);
    case 'ne':
      return !valuesAt(resource, filter.attrPath).some((value) => compare('eq', filter.attrPath, value, filter.compValue));
    default: {
      const { op, attrPath, compValue } = filter;
      const found = valuesAt(resource, attrPath);
      if (found.length === 0) return op === 'eq' && compValue === null;
      return found.some((value) => compare(op, attrPath, value, compValue));
    }
  }
};

/** @throws ScimError invalidFilter */
export const readFilter = (text: string): ((resource: ScimResource) => boolean) => {
  if (text.length > longest) throw new ScimError(400, 'invalidFilter', `a filter has ${longest} characters at most`);
  let filter: Filter;
  try {
    filter = parse(text);
  } catch {
    throw new ScimError(400, 'invalidFilter', 'the filter cannot be read');
  }
  return (resource) => test(filter, resource);
};
