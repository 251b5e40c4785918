import { z } from 'zod';
import { ScimError } from './errors.ts';
import { readFilter } from './filter.ts';
import { isScimResource, keyIn, valueIn, withoutSchema, type ScimResource } from './resource.ts';

const operationsFormat = z
  .array(z.object({ op: z.string(), path: z.string().max(1000).nullish(), value: z.unknown().optional() }))
  .min(1)
  .max(1000);

/** Reads the operations; the case of their keys does not matter. */
const readOperations = (body: unknown) => {
  const operations = isScimResource(body) ? valueIn(body, 'Operations') : null;
  if (!Array.isArray(operations)) return operationsFormat.safeParse(operations);
  return operationsFormat.safeParse(
    operations.map((one: unknown) => (isScimResource(one) ? { op: valueIn(one, 'op'), path: valueIn(one, 'path'), value: valueIn(one, 'value') } : one)),
  );
};

/** Converts the value of a whole attribute to the form that the resource uses. */
export type Normalize = (attribute: string, value: unknown) => unknown;

interface Path {
  readonly attribute: string;
  /** Filter for elements of a list; null for all elements. */
  readonly filter: string | null;
  readonly sub: string | null;
}

const readOnly = new Set(['id', 'meta', 'groups', 'schemas']);
const storedAttributes = new Set(['username', 'externalid', 'displayname', 'name', 'emails', 'active', 'roles', 'members']);
/** Attributes of extensions are not stored. A change to them is ignored rather than refused. */
const isExtensionPath = (path: string): boolean => /^urn:/i.test(withoutSchema(path));

const readPath = (text: string): Path => {
  const match = /^([A-Za-z$][\w$-]*)(?:\[(.+)\])?(?:\.([A-Za-z$][\w$-]*))?$/s.exec(withoutSchema(text.trim()));
  if (!match?.[1]) throw new ScimError(400, 'invalidPath', 'the path cannot be read');
  return { attribute: match[1], filter: match[2] ?? null, sub: match[3] ?? null };
};

const sameValue = (a: unknown, b: unknown): boolean => {
  const [x, y] = [a, b].map((one) => (isScimResource(one) ? (valueIn(one, 'value') ?? one) : one));
  return JSON.stringify(x) === JSON.stringify(y);
};

const put = (resource: ScimResource, attribute: string, value: unknown): void => {
  resource[keyIn(resource, attribute) ?? attribute] = value;
};
const drop = (resource: ScimResource, attribute: string): void => {
  const key = keyIn(resource, attribute);
  if (key !== undefined) delete resource[key];
};

const addOrReplace = (op: 'add' | 'replace', resource: ScimResource, attribute: string, value: unknown): void => {
  const current = valueIn(resource, attribute);
  if (op === 'add' && Array.isArray(current)) {
    const more = [value].flat().filter((one) => !current.some((known) => sameValue(known, one)));
    put(resource, attribute, [...current, ...more]);
  } else if (isScimResource(current) && isScimResource(value)) {
    for (const [name, part] of Object.entries(value)) put(current, name, part);
  } else put(resource, attribute, value);
};

/** Makes a new element that matches a filter such as `type eq "work"`. */
const elementFor = (filter: string): ScimResource => {
  const match = /^\s*(\w+)\s+eq\s+"([^"]*)"\s*$/i.exec(filter);
  if (!match?.[1]) throw new ScimError(400, 'noTarget', 'no element matches the filter of the path');
  return { [match[1]]: match[2] };
};

const changeElements = (op: 'add' | 'remove' | 'replace', resource: ScimResource, { attribute, filter, sub }: Path, value: unknown): void => {
  const all = [valueIn(resource, attribute) ?? []].flat().filter(isScimResource);
  const matches = filter === null ? () => true : readFilter(filter);
  const chosen = all.filter(matches);
  if (op === 'remove') {
    if (sub === null) put(resource, attribute, all.filter((element) => !matches(element)));
    else for (const element of chosen) drop(element, sub);
    return;
  }
  if (chosen.length === 0) {
    // Some directories replace the primary role even when no role is stored: the replacement then adds it.
    const isOnly = all.length === 0 || attribute.toLowerCase() === 'roles';
    if (filter === null || (op === 'replace' && !isOnly)) throw new ScimError(400, 'noTarget', 'no element matches the filter of the path');
    const element = elementFor(filter);
    chosen.push(element);
    put(resource, attribute, [...all, element]);
  }
  for (const element of chosen) {
    if (sub !== null) put(element, sub, value);
    else if (isScimResource(value)) for (const [name, part] of Object.entries(value)) put(element, name, part);
    else put(element, 'value', value);
  }
};

const remove = (resource: ScimResource, path: Path, value: unknown): void => {
  const { attribute, filter, sub } = path;
  const current = valueIn(resource, attribute);
  if (filter !== null || (sub !== null && Array.isArray(current))) return changeElements('remove', resource, path, value);
  if (sub !== null) {
    if (isScimResource(current)) drop(current, sub);
    return;
  }
  // Some directories send the elements to remove as the value, not in the path.
  if (Array.isArray(current) && value !== undefined && value !== null) {
    const toRemove = [value].flat();
    return put(resource, attribute, current.filter((one) => !toRemove.some((other) => sameValue(one, other))));
  }
  if (Array.isArray(current)) put(resource, attribute, []);
  else drop(resource, attribute);
};

const applyOperation = (op: 'add' | 'remove' | 'replace', resource: ScimResource, text: string, given: unknown, normalize: Normalize): void => {
  if (isExtensionPath(text)) return;
  const path = readPath(text);
  const { attribute, filter, sub } = path;
  if (readOnly.has(attribute.toLowerCase())) throw new ScimError(400, 'mutability', `${attribute} cannot be changed`);
  // Other attributes, such as telephone numbers, are accepted and ignored.
  if (!storedAttributes.has(attribute.toLowerCase())) return;
  const value = filter === null && sub === null ? normalize(attribute.toLowerCase(), given) : given;
  if (op === 'remove') return remove(resource, path, value);
  if (filter !== null) return changeElements(op, resource, path, value);
  if (sub === null) return addOrReplace(op, resource, attribute, value);
  const current = valueIn(resource, attribute);
  if (Array.isArray(current)) return changeElements(op, resource, path, value);
  put(resource, attribute, { ...(isScimResource(current) ? current : {}), [sub]: value });
};

/**
 * Applies the operations of a PATCH (RFC 7644, section 3.5.2) to a copy of the resource, all of them or none.
 *
 * @param normalize converts the value of a whole attribute to the form that the resource uses
 * @throws ScimError
 */
export const patch = (resource: ScimResource, body: unknown, normalize: Normalize = (_attribute, value) => value): ScimResource => {
  const parsed = readOperations(body);
  if (!parsed.success) throw new ScimError(400, 'invalidSyntax', 'a PATCH has Operations, each with an op');
  const changed = structuredClone(resource);
  for (const { op: given, path, value } of parsed.data) {
    const op = (['add', 'remove', 'replace'] as const).find((one) => one === given.toLowerCase());
    if (!op) throw new ScimError(400, 'invalidSyntax', 'op is add, remove or replace');
    if (path !== undefined && path !== null && path !== '') applyOperation(op, changed, path, value, normalize);
    else if (op === 'remove') throw new ScimError(400, 'noTarget', 'remove needs a path');
    else if (!isScimResource(value)) throw new ScimError(400, 'invalidValue', 'without a path, value holds attributes');
    else for (const [name, part] of Object.entries(value)) if (!readOnly.has(name.toLowerCase())) applyOperation(op, changed, name, part, normalize);
  }
  return changed;
};
