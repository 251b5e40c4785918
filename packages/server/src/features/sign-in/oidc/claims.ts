import { role as roleSchema, type Role } from '@onhook/contract';
import type { OidcConfig } from '../../../platform/config/index.ts';


/** A person as the provider's claims describe them. A field is null when its claim is absent: the stored value then stays. */
export interface ClaimedPerson {
  readonly subject: string;
  readonly name: string | null;
  /** An e-mail address that is verified, or trusted by configuration. */
  readonly email: string | null;
  readonly team: string | null;
  readonly roles: readonly Role[] | null;
  /** Values of a roles claim that contains no known role. Such a claim changes no roles. */
  readonly unknownRoles: readonly string[];
}

export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** Finds a claim by name or by a dotted path, such as `realm_access.roles`. A name may itself contain dots. */
const claimAt = (claims: unknown, path: string): unknown => {
  if (typeof claims !== 'object' || claims === null) return undefined;
  if (Object.hasOwn(claims, path)) return (claims as Record<string, unknown>)[path];
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const name = path.slice(0, dot);
    if (Object.hasOwn(claims, name)) return claimAt((claims as Record<string, unknown>)[name], path.slice(dot + 1));
  }
  return undefined;
};

const stringsIn = (value: unknown): readonly string[] => {
  const values = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  return values.filter((item): item is string => typeof item === 'string' && item.trim() !== '').map((item) => item.trim());
};

const stringAt = (claims: Claims, name: string, maxLength: number): string | null => stringsIn(claimAt(claims, name))[0]?.slice(0, maxLength) ?? null;

/**
 * Lists the values of a claim. Some providers send a list as one string, such as `[agent, lead]`; some send a group as a path with a
 * leading slash.
 */
const claimValues = (value: unknown): readonly string[] => {
  const whole = stringsIn(value);
  const parts = typeof value === 'string' ? value.replace(/^\[|\]$/g, '').split(/[,;]/).map((part) => part.trim().replace(/^"|"$/g, '')) : [];
  return [...whole, ...parts].map((text) => (/^\/[^/]+$/.test(text) ? text.slice(1) : text)).filter((text) => text !== '');
};

/** Lists values for the log, enough to recognise a claim that is configured wrongly. */
const valuesForLog = (value: unknown): readonly string[] =>
  (typeof value === 'string' || Array.isArray(value) ? claimValues(value) : [`a value of type ${typeof value}`]).slice(0, 20).map((text) => text.slice(0, 80));

const rolesIn = (config: OidcConfig, claims: Claims): Pick<ClaimedPerson, 'roles' | 'unknownRoles'> => {
  const value = config.rolesClaim === null ? undefined : claimAt(claims, config.rolesClaim);
  // An absent claim leaves the roles unchanged; an empty one removes them.
  if (value === undefined || value === null) return { roles: null, unknownRoles: [] };
  const isEmpty = Array.isArray(value) ? value.length === 0 : value === '';
  if (isEmpty) return { roles: [], unknownRoles: [] };
  const isMapped = Object.keys(config.roles).length > 0;
  const findRole = (name: string): Role | undefined => {
    if (isMapped) return Object.hasOwn(config.roles, name) ? config.roles[name] : undefined;
    return roleSchema.options.find((role) => role === name.toLowerCase());
  };
  const known = new Set(claimValues(value).flatMap((name) => findRole(name) ?? []));
  if (known.size === 0) return { roles: null, unknownRoles: valuesForLog(value) };
  return { roles: roleSchema.options.filter((role) => known.has(role)), unknownRoles: [] };
};

/** Reads a person from claims, by the configured mapping. Returns `other-centre` when the person belongs to another centre. */
export const readClaims = (config: OidcConfig, centre: string, claims: Claims): ClaimedPerson | 'other-centre' => {
  if (config.centreClaim !== null && !stringsIn(claimAt(claims, config.centreClaim)).includes(centre)) return 'other-centre';
  const isEmailTrusted = claims['email_verified'] === true || config.trustEmail;
  return {
    subject: claims.sub,
    name: stringAt(claims, 'name', 80) ?? stringAt(claims, 'preferred_username', 80),
    email: isEmailTrusted ? stringAt(claims, 'email', 254) : null,
    team: config.teamClaim === null ? null : stringAt(claims, config.teamClaim, 80),
    ...rolesIn(config, claims),
  };
};
