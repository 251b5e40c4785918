import { role as roleSchema, type Role } from '@onhook/contract';
import type { OidcConfig } from '../../../platform/config/index.ts';


/** A person as the provider's claims describe them. A null field is absent from the claims, and leaves the stored value unchanged. */
export interface Claimed {
  readonly subject: string;
  readonly name: string | null;
  /** An e-mail address that is verified, or trusted by configuration. */
  readonly email: string | null;
  readonly team: string | null;
  readonly roles: readonly Role[] | null;
  /** Words of a roles claim of which none names a role here. Such a claim changes nothing. */
  readonly unknownRoles: readonly string[];
}

export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** Finds a claim by name, or by a path of names with dots, such as `realm_access.roles`. A name may contain dots itself. */
const claimAt = (claims: unknown, path: string): unknown => {
  if (typeof claims !== 'object' || claims === null) return undefined;
  if (Object.hasOwn(claims, path)) return (claims as Record<string, unknown>)[path];
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const name = path.slice(0, dot);
    if (Object.hasOwn(claims, name)) return claimAt((claims as Record<string, unknown>)[name], path.slice(dot + 1));
  }
  return undefined;
};

const wordsIn = (value: unknown): readonly string[] => {
  const words = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  return words.filter((word): word is string => typeof word === 'string' && word.trim() !== '').map((word) => word.trim());
};

const textAt = (claims: Claims, name: string, longest: number): string | null => wordsIn(claimAt(claims, name))[0]?.slice(0, longest) ?? null;

/**
 * Lists what a claim's words may name. Some providers send a list as one text, such as `[agent, lead]`, and some send the path of a
 * group with a slash in front.
 */
const candidates = (value: unknown): readonly string[] => {
  const whole = wordsIn(value);
  const parts = typeof value === 'string' ? value.replace(/^\[|\]$/g, '').split(/[,;]/).map((part) => part.trim().replace(/^"|"$/g, '')) : [];
  return [...whole, ...parts].map((word) => (/^\/[^/]+$/.test(word) ? word.slice(1) : word)).filter((word) => word !== '');
};

/** Words of a log line: enough to recognize a claim that is configured wrongly. */
const wordsForLog = (value: unknown): readonly string[] =>
  (typeof value === 'string' || Array.isArray(value) ? candidates(value) : [`a value of type ${typeof value}`]).slice(0, 20).map((word) => word.slice(0, 80));

const rolesIn = (config: OidcConfig, claims: Claims): Pick<Claimed, 'roles' | 'unknownRoles'> => {
  const value = config.rolesClaim === null ? undefined : claimAt(claims, config.rolesClaim);
  // A claim that is absent is not an empty one.
  if (value === undefined || value === null) return { roles: null, unknownRoles: [] };
  const isEmpty = Array.isArray(value) ? value.length === 0 : value === '';
  if (isEmpty) return { roles: [], unknownRoles: [] };
  const isMapped = Object.keys(config.roles).length > 0;
  const roleNamed = (word: string): Role | undefined => {
    if (isMapped) return Object.hasOwn(config.roles, word) ? config.roles[word] : undefined;
    return roleSchema.options.find((role) => role === word.toLowerCase());
  };
  const named = new Set(candidates(value).flatMap((word) => roleNamed(word) ?? []));
  if (named.size === 0) return { roles: null, unknownRoles: wordsForLog(value) };
  return { roles: roleSchema.options.filter((role) => named.has(role)), unknownRoles: [] };
};

/** Reads claims as configuration maps them; `other-centre` when the person doesn't belong to this centre. */
export const readClaims = (config: OidcConfig, centre: string, claims: Claims): Claimed | 'other-centre' => {
  if (config.centreClaim !== null && !wordsIn(claimAt(claims, config.centreClaim)).includes(centre)) return 'other-centre';
  const counts = claims['email_verified'] === true || config.trustEmail;
  return {
    subject: claims.sub,
    name: textAt(claims, 'name', 80) ?? textAt(claims, 'preferred_username', 80),
    email: counts ? textAt(claims, 'email', 254) : null,
    team: config.teamClaim === null ? null : textAt(claims, config.teamClaim, 80),
    ...rolesIn(config, claims),
  };
};
