import { errorCatalogue, routes, type Route } from '@onhook/contract';
import { z } from 'zod';
import { feature, type NonApiRoutes } from './feature.ts';

const path = '/api/openapi.json';

const schemaOf = (schema: z.ZodType): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>;
  return rest;
};

const json = (schema: object, example?: unknown) => ({ content: { 'application/json': { schema, ...(example !== undefined && { example }) } } });

const parameters = (location: 'path' | 'query', schema: z.ZodType | undefined, examples: unknown): object[] => {
  const { properties = {}, required = [] } = (schema ? schemaOf(schema) : {}) as { properties?: Record<string, object>; required?: string[] };
  const example = (examples ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: location,
    required: location === 'path' || required.includes(name),
    schema: value,
    ...(example[name] !== undefined && { example: example[name] }),
  }));
};

const refusal = schemaOf(z.object({ error: z.enum(Object.keys(errorCatalogue) as [string]), message: z.string() }));

const operation = ({ summary, params, query, body, reply, errors, example = {} }: Route): object => {
  const byStatus = new Map<number, string[]>();
  for (const error of errors) {
    const { status, means } = errorCatalogue[error];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `${error}: ${means}`]);
  }
  return {
    summary,
    parameters: [...parameters('path', params, example.params), ...parameters('query', query, example.query)],
    ...(body && { requestBody: { required: true, ...json(schemaOf(body), example.body) } }),
    responses: {
      200: { description: 'done', ...json(schemaOf(reply)) },
      ...Object.fromEntries([...byStatus].map(([status, lines]) => [status, { description: lines.join('; '), ...json(refusal) }])),
    },
  };
};

/** The API in OpenAPI 3.1, from the same schemas that check each request. */
const openApi = (): object => {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const [method = '', url = ''] = route.key.split(' ');
    (paths[url.replace(/:(\w+)/g, '{$1}')] ??= {})[method.toLowerCase()] = operation(route);
  }
  return { openapi: '3.1.0', info: { title: 'Onhook', version: '1', license: { name: 'Apache-2.0' } }, paths };
};

const apiDocumentRoutes: NonApiRoutes<object> = {
  access: { [`GET ${path}`]: { about: 'this API', open: 'nothing' } },
  mount: (app) => app.get(path, () => openApi()),
};

export const apiDocument = feature({ name: 'api-document', deps: () => ({}), routes: [], nonApiRoutes: [apiDocumentRoutes] });
