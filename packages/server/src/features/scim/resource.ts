/** A SCIM resource as JSON, or a complex attribute of one. */
export type ScimResource = { [attribute: string]: unknown };

export const isScimResource = (value: unknown): value is ScimResource => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Finds the key of an attribute; case does not matter. */
export const keyIn = (resource: ScimResource, attribute: string): string | undefined => {
  const wanted = attribute.toLowerCase();
  return Object.keys(resource).find((key) => key.toLowerCase() === wanted);
};

export const valueIn = (resource: ScimResource, attribute: string): unknown => {
  const key = keyIn(resource, attribute);
  return key === undefined ? undefined : resource[key];
};

const coreSchemaPrefix = /^urn:ietf:params:scim:schemas:core:2\.0:(user|group):/i;

/** Removes the core schema's name from the front of an attribute's path. */
export const withoutSchema = (path: string): string => path.replace(coreSchemaPrefix, '');
