import { errorCatalogue, routes, type Route } from '@onhook/contract';
import { z } from 'zod';
import { version } from '../version.ts';
import { feature, type NonApiRoutes } from './feature.ts';
import { sessionCookieName } from './session-cookie.ts';

const path = '/api/openapi.json';
const pagePath = '/api/reference';

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

/** A route that may refuse somebody who isn't signed in needs the session; every other route is open. */
const securityOf = (errors: Route['errors']): object[] => (errors.includes('not-signed-in') ? [{ session: [] }] : []);

const operation = ({ summary, params, query, body, reply, errors, example = {} }: Route): object => {
  const byStatus = new Map<number, string[]>();
  for (const error of errors) {
    const { status, means } = errorCatalogue[error];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `${error}: ${means}`]);
  }
  return {
    summary,
    security: securityOf(errors),
    parameters: [...parameters('path', params, example.params), ...parameters('query', query, example.query)],
    ...(body && { requestBody: { required: true, ...json(schemaOf(body), example.body) } }),
    responses: {
      200: { description: 'done', ...json(schemaOf(reply)) },
      ...Object.fromEntries([...byStatus].map(([status, lines]) => [status, { description: lines.join('; '), ...json(refusal) }])),
    },
  };
};

interface ApiDocumentDeps {
  readonly config: { readonly publicUrl: string };
}

/** The API in OpenAPI 3.1, from the same schemas that check each request. */
const openApi = ({ config }: ApiDocumentDeps) => {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const [method = '', url = ''] = route.key.split(' ');
    (paths[url.replace(/:(\w+)/g, '{$1}')] ??= {})[method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Onhook', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: config.publicUrl }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: sessionCookieName({ config }), description: 'the session that a sign-in begins' },
      },
    },
  };
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The API as a page without scripts: each route with its input, its reply and its refusals. */
const page = (): string => {
  const part = (title: string, schema: z.ZodType | undefined): string =>
    schema === undefined ? '' : `<details><summary>${title}</summary><pre>${escaped(JSON.stringify(schemaOf(schema), null, 2))}</pre></details>`;
  const sections = routes
    .toSorted((a, b) => (a.key.slice(a.key.indexOf('/')) < b.key.slice(b.key.indexOf('/')) ? -1 : 1))
    .map(({ key, summary, params, query, body, reply, errors }: Route) => {
      const refusals = errors.map((error) => `<li>${errorCatalogue[error].status} <code>${error}</code>: ${escaped(errorCatalogue[error].means)}</li>`).join('');
      const needs = securityOf(errors).length > 0 ? '' : ' Open without a session.';
      return `<section><h2><code>${escaped(key)}</code></h2><p>${escaped(summary)}${needs}</p>${part('Path', params)}${part('Query', query)}${part('Body', body)}${part('Reply', reply)}<ul>${refusals}</ul></section>`;
    });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Onhook API ${version}</title><h1>Onhook API ${version}</h1><p>For programs: <a href="${path}">${path}</a></p>${sections.join('')}</html>`;
};

const apiDocumentRoutes: NonApiRoutes<ApiDocumentDeps> = {
  access: {
    [`GET ${path}`]: { about: 'this API', open: 'nothing' },
    [`GET ${pagePath}`]: { about: 'this API as a page', open: 'nothing' },
  },
  mount: (app, _services, deps) => {
    app.get(path, () => openApi(deps));
    app.get(pagePath, (_request, reply) => reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page()));
  },
};

export const apiDocument = feature({
  name: 'api-document',
  deps: ({ config }: ApiDocumentDeps): ApiDocumentDeps => ({ config }),
  routes: [],
  nonApiRoutes: [apiDocumentRoutes],
});
