import { role } from '@onhook/contract';
import { groupSchema } from './groups.ts';
import { userSchema } from './users.ts';
import type { ScimResource } from './resource.ts';

export const maxResults = 500;

const attribute = (name: string, overrides: ScimResource = {}): ScimResource => ({
  name,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...overrides,
});

const schema = (id: string, name: string, attributes: ScimResource[], base: string): ScimResource => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id,
  name,
  description: name,
  attributes,
  meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
});

const multiValued = (name: string, subAttributes: ScimResource[], overrides: ScimResource = {}): ScimResource =>
  attribute(name, { type: 'complex', multiValued: true, subAttributes, ...overrides });

export const schemas = (base: string): ScimResource[] => [
  schema(
    userSchema,
    'User',
    [
      attribute('userName', { required: true, uniqueness: 'server' }),
      attribute('displayName'),
      attribute('name', { type: 'complex', subAttributes: ['formatted', 'givenName', 'familyName'].map((name) => attribute(name)) }),
      multiValued('emails', [attribute('value', { uniqueness: 'server' }), attribute('type'), attribute('primary', { type: 'boolean' })]),
      attribute('active', { type: 'boolean' }),
      multiValued('roles', [attribute('value', { canonicalValues: role.options })]),
      multiValued('groups', [attribute('value'), attribute('display')], { mutability: 'readOnly' }),
    ],
    base,
  ),
  schema(groupSchema, 'Group', [attribute('displayName', { required: true, uniqueness: 'server' }), multiValued('members', [attribute('value'), attribute('display')])], base),
];

export const resourceTypes = (base: string): ScimResource[] =>
  ([['User', userSchema], ['Group', groupSchema]] as const).map(([name, id]) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: name,
    name,
    endpoint: `/${name}s`,
    schema: id,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  }));

export const serviceProvider = (base: string): ScimResource => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: maxResults },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [{ type: 'oauthbearertoken', name: 'Bearer token', description: 'A token made by `onhook scim-token`', primary: true }],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
});
