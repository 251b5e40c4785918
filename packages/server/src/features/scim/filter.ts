import { parse, type Filter } from 'scim2-parse-filter';
import { ScimError } from './errors.ts';
import { isScimResource, valueIn, withoutSchema, type ScimResource } from './resource.ts';

const maxLength = 1000;
/** Attributes that are compared case-sensitively. All others ignore case. */
const caseSensitive = new Set(['id', 'externalid']);

const isPresent = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '' && !(isScimResource(value) && Object.keys(value).length === 0);

/** Finds every value at an attribute's path: one for each element of a list, and the `value` of a complex element. */
const valuesAt = (resource: ScimResource, path: string): unknown[] => {
  let found: unknown[] = [resource];
  for (const name of withoutSchema(path).split('.')) {
    found = found.flatMap((one) => (isScimResource(one) ? [valueIn(one, name)].flat() : []));
  }
  return found.filter((value) => value !== undefined).map((value) => (isScimResource(value) ? valueIn(value, 'value') : value));
};

const orderOperators: Readonly<Record<string, (a: string | number, b: string | number) => boolean>> = {
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};
const textOperators: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  co: (a, b) => a.includes(b),
  sw: (a, b) => a.startsWith(b),
  ew: (a, b) => a.endsWith(b),
};

/** Converts a boolean that some directories send as a string, as in `primary eq "True"`. */
const toBoolean = (value: unknown): unknown => (typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value);

const compare = (op: string, path: string, left: unknown, right: unknown): boolean => {
  const fold = (value: unknown): unknown =>
    typeof value === 'string' && !caseSensitive.has(withoutSchema(path).toLowerCase()) ? value.toLowerCase() : value;
  const isBoolean = typeof left === 'boolean' || typeof right === 'boolean';
  const [a, b] = isBoolean ? [toBoolean(left), toBoolean(right)] : [fold(left), fold(right)];
  if (op === 'eq') return a === b;
  const text = textOperators[op];
  if (text) return typeof a === 'string' && typeof b === 'string' && text(a, b);
  const order = orderOperators[op];
  if (order && ((typeof a === 'string' && typeof b === 'string') || (typeof a === 'number' && typeof b === 'number'))) return order(a, b);
  throw new ScimError(400, 'invalidFilter', `${op} cannot compare these values`);
};

const matches = (filter: Filter, resource: ScimResource): boolean => {
  switch (filter.op) {
    case 'and':
      return filter.filters.every((part) => matches(part, resource));
    case 'or':
      return filter.filters.some((part) => matches(part, resource));
    case 'not':
      return !matches(filter.filter, resource);
    case '[]':
      return [valueIn(resource, withoutSchema(filter.attrPath))].flat().some((element) => isScimResource(element) && matches(filter.valFilter, element));
    case 'pr':
      return isPresent(valueIn(resource, withoutSchema(filter.attrPath).split('.')[0] ?? '')) && valuesAt(resource, filter.attrPath).some(isPresent);
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

/**
 * Compiles a SCIM filter (RFC 7644, section 3.4.2.2) to a predicate.
 *
 * @throws ScimError invalidFilter
 */
export const readFilter = (text: string): ((resource: ScimResource) => boolean) => {
  if (text.length > maxLength) throw new ScimError(400, 'invalidFilter', `a filter has ${maxLength} characters at most`);
  let filter: Filter;
  try {
    filter = parse(text);
  } catch {
    throw new ScimError(400, 'invalidFilter', 'the filter cannot be read');
  }
  return (resource) => matches(filter, resource);
};
