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
}

export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** Finds a claim by name, or by a path of names with dots, such as `realm_access.roles`. */
const claimAt = (claims: Claims, path: string): unknown => {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value;
};

const wordsAt = (claims: Claims, path: string): readonly string[] => {
  const value = claimAt(claims, path);
  const words = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  return words.filter((word): word is string => typeof word === 'string' && word.trim() !== '').map((word) => word.trim());
};

const textAt = (claims: Claims, name: string, longest: number): string | null => wordsAt(claims, name)[0]?.slice(0, longest) ?? null;

const rolesIn = (config: OidcConfig, claims: Claims): readonly Role[] | null => {
  if (config.rolesClaim === null) return null;
  const words = wordsAt(claims, config.rolesClaim);
  const isMapped = Object.keys(config.roles).length > 0;
  return roleSchema.options.filter((role) => words.some((word) => (isMapped ? Object.hasOwn(config.roles, word) && config.roles[word] === role : word === role)));
};

/** Reads claims as configuration maps them; `other-centre` when the person doesn't belong to this centre. */
export const readClaims = (config: OidcConfig, centre: string, claims: Claims): Claimed | 'other-centre' => {
  if (config.centreClaim !== null && !wordsAt(claims, config.centreClaim).includes(centre)) return 'other-centre';
  const counts = claims['email_verified'] === true || config.trustEmail;
  return {
    subject: claims.sub,
    name: textAt(claims, 'name', 80) ?? textAt(claims, 'preferred_username', 80),
    email: counts ? textAt(claims, 'email', 254) : null,
    team: config.teamClaim === null ? null : textAt(claims, config.teamClaim, 80),
    roles: rolesIn(config, claims),
  };
};
