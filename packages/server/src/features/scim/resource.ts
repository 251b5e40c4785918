/** A resource as it crosses the wire, and any part of one. */
export type Resource = { [attribute: string]: unknown };

export const isResource = (value: unknown): value is Resource => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Attributes are found whatever their capitals. */
export const keyIn = (resource: Resource, attribute: string): string | undefined => {
  const wanted = attribute.toLowerCase();
  return Object.keys(resource).find((key) => key.toLowerCase() === wanted);
};

export const valueIn = (resource: Resource, attribute: string): unknown => {
  const key = keyIn(resource, attribute);
  return key === undefined ? undefined : resource[key];
};

const ours = /^urn:ietf:params:scim:schemas:core:2\.0:(user|group):/i;

/** An attribute may be written out with its schema's name before it. */
export const withoutSchema = (path: string): string => path.replace(ours, '');
