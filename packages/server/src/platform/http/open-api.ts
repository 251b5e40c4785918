import { errorCatalogue, routes, type Route } from '@onhook/contract';
import { z } from 'zod';

export const openApiPath = '/api/openapi.json';

const schemaOf = (schema: z.ZodType): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>;
  return rest;
};

const json = (schema: object) => ({ content: { 'application/json': { schema } } });

const parameters = (place: 'path' | 'query', schema: z.ZodType | undefined): object[] => {
  const { properties = {}, required = [] } = (schema ? schemaOf(schema) : {}) as { properties?: Record<string, object>; required?: string[] };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: value,
  }));
};

const operation = (route: Route): object => {
  const refusal = schemaOf(z.object({ error: z.enum(Object.keys(errorCatalogue) as [string]), message: z.string() }));
  const refusals = new Map<number, string[]>();
  for (const error of route.errors) refusals.set(errorCatalogue[error].status, [...(refusals.get(errorCatalogue[error].status) ?? []), error]);
  return {
    summary: route.summary,
    parameters: [...parameters('path', route.params), ...parameters('query', route.query)],
    ...(route.body && { requestBody: { required: true, ...json(schemaOf(route.body)) } }),
    responses: {
      200: { description: 'as asked', ...json(schemaOf(route.reply)) },
      ...Object.fromEntries([...refusals].map(([status, names]) => [status, { description: names.join(', '), ...json(refusal) }])),
    },
  };
};

/** The API in OpenAPI 3.1, from the same schemas that check it. */
export const openApiDocument = (): object => {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const [method = '', path = ''] = route.key.split(' ');
    const url = path.replace(/:(\w+)/g, '{$1}');
    (paths[url] ??= {})[method.toLowerCase()] = operation(route);
  }
  return { openapi: '3.1.0', info: { title: 'Onhook', version: '1', license: { name: 'Apache-2.0' } }, paths };
};
