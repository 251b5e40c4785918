import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type DebriefPolicy, defaultDebriefPolicy } from '@onhook/core/debrief';
import { defaultPolicy, type Policy } from '@onhook/core/floor';
import { asId, type CentreId } from '@onhook/core/ids';
import type { Role } from '@onhook/contract';
import type { CallerRules } from '@onhook/phones/adapters';
import type { StoreConfig } from '../store/index.ts';
import { environment, isSecureOrigin, mayComeFromFile, renamedSettings, type Environment, type KeptKind } from './env.ts';
import { phoneSettingNames, readPhones, type PhonesConfig } from './phones.ts';
import { withoutServiceLinks } from './service-links.ts';

export { defaultLogDays, keptByDefault } from './env.ts';
export { mainSource, phoneSettingsNeeded } from './phones.ts';

/** Provider that people sign in with, and the meaning of its claims. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Name that people know the provider by. */
  readonly name: string;
  readonly scopes: string;
  readonly centreClaim: string | null;
  readonly teamClaim: string | null;
  readonly rolesClaim: string | null;
  /** Roles by the provider's words for them; empty when the provider uses the names of the roles. */
  readonly roles: Readonly<Record<string, Role>>;
  /** True when an e-mail address counts even if the provider doesn't say that it has verified it. */
  readonly trustEmail: boolean;
  /** True when a person who is new to Onhook may sign in with the provider, and is added. */
  readonly addPeople: boolean;
}

export interface Config {
  readonly dataFolder: string;
  readonly store: StoreConfig;
  readonly listen: { readonly host: string; readonly port: number };
  /** Address at which browsers reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** Origins of the pages that may hold the panel in a frame. */
  readonly embedOrigins: readonly string[];
  /** Proxies whose forwarded headers count: by their number, or by addresses and networks; false: none. */
  readonly trustProxy: false | number | readonly string[];
  readonly logLevel: Environment['ONHOOK_LOG_LEVEL'];
  readonly centre: { readonly centre: CentreId; readonly name: string; readonly timezone: string };
  readonly policy: Policy;
  /** Rules for callers' numbers. */
  readonly callers: CallerRules;
  readonly debrief: DebriefPolicy;
  readonly logDays: number;
  /** Number of days that people's data is kept, by kind. */
  readonly keepDays: Readonly<Record<KeptKind, number>>;
  /** Settings of each configured phone system, by kind. */
  readonly phones: PhonesConfig;
  /** Address of the centre's own system that takes measures about customers; null when there is none. */
  readonly customers: { readonly url: string } | null;
  readonly oidc: OidcConfig | null;
}

/** Secret settings, separate from the configuration so that a configuration may be printed. */
export interface Secrets {
  /** Key of the hash that replaces a caller's number. */
  readonly customerKey: string;
  /** Secret settings of each configured phone system, by kind. */
  readonly phones: PhonesConfig;
  /** Secret shared with the centre's own system for customers; null when there is none. */
  readonly customers: string | null;
  /** Token that reads the metrics; null: nobody reads them. */
  readonly metricsToken: string | null;
  /** Client secret at the provider; null when we are a public client, which uses PKCE alone. */
  readonly oidc: string | null;
}

/** Configuration error. Its message names every mistake, one on each line. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Env = Readonly<Record<string, string | undefined>>;

const readFiles = (env: Env, problems: string[]): Env => {
  const read: Record<string, string | undefined> = { ...env };
  for (const name of mayComeFromFile) {
    const path = env[`${name}_FILE`];
    if (path === undefined) continue;
    if (env[name] !== undefined) problems.push(`${name} and ${name}_FILE: only one of the two can be given`);
    try {
      read[name] = readFileSync(path, 'utf8').trim();
    } catch {
      problems.push(`${name}_FILE: the file ${path} cannot be read`);
    }
  }
  return read;
};

const known = new Set([...Object.keys(environment.shape), ...phoneSettingNames, ...mayComeFromFile.map((name) => `${name}_FILE`)]);

/** Continuations of the complaint about names that do not exist, for those that people try. */
const hints: Readonly<Partial<Record<string, string>>> = {
  ONHOOK_PORT: '; ONHOOK_LISTEN holds address and port',
  ONHOOK_HOST: '; ONHOOK_LISTEN holds address and port',
};

const oidcNames = ['ONHOOK_OIDC_ISSUER', 'ONHOOK_OIDC_CLIENT_ID'] as const;

const oidcOf = (e: Environment): OidcConfig | null =>
  e.ONHOOK_OIDC_ISSUER === undefined || e.ONHOOK_OIDC_CLIENT_ID === undefined
    ? null
    : {
        issuer: e.ONHOOK_OIDC_ISSUER,
        clientId: e.ONHOOK_OIDC_CLIENT_ID,
        name: e.ONHOOK_OIDC_NAME ?? new URL(e.ONHOOK_OIDC_ISSUER).hostname,
        scopes: e.ONHOOK_OIDC_SCOPES,
        centreClaim: e.ONHOOK_OIDC_CENTRE_CLAIM ?? null,
        teamClaim: e.ONHOOK_OIDC_TEAM_CLAIM ?? null,
        rolesClaim: e.ONHOOK_OIDC_ROLES_CLAIM ?? null,
        roles: e.ONHOOK_OIDC_ROLES,
        trustEmail: e.ONHOOK_OIDC_TRUST_EMAIL,
        addPeople: e.ONHOOK_OIDC_ADD_PEOPLE,
      };

const debriefOf = (e: Environment): DebriefPolicy => ({
  ...defaultDebriefPolicy,
  answerWithinMs: Math.max(1, Math.round(e.ONHOOK_ANSWER_MINUTES * 60_000)),
  spaceByItselfMs: Math.round(e.ONHOOK_SPACE_MINUTES * 60_000),
});

const listOf = (text: string): string[] => text.split(',').map((part) => part.trim()).filter(Boolean);

const policyOf = (e: Environment): Policy => ({
  ...defaultPolicy,
  guaranteedMs: Math.round(e.ONHOOK_GUARANTEED_MINUTES * 60_000),
  moreMs: Math.round(e.ONHOOK_MORE_MINUTES * 60_000),
  extendMs: Math.round(e.ONHOOK_EXTEND_MINUTES * 60_000),
  hardLevel: e.ONHOOK_HARD_LEVEL === '2' ? 2 : 3,
  targetSeconds: e.ONHOOK_TARGET_SECONDS,
  priorTalkSeconds: { '': 240, ...e.ONHOOK_USUAL_SECONDS },
  wrapUpMs: Object.fromEntries(Object.entries({ '': 0, ...e.ONHOOK_WRAP_UP_SECONDS }).map(([q, s]) => [q, s * 1000])),
  hardCodes: new Set(listOf(e.ONHOOK_HARD_CODES)),
  lineMatch: e.ONHOOK_LINE_MATCH,
  endAbusiveCalls: e.ONHOOK_END_ABUSIVE_CALLS,
});

/**
 * Reads the configuration out of the environment.
 *
 * @throws ConfigError with every mistake in it
 */
export const readConfig = (given: Env): { config: Config; secrets: Secrets } => {
  const problems: string[] = [];
  // An empty value counts as not given, as compose files and unit files write it.
  const own = Object.fromEntries(Object.entries(withoutServiceLinks(given)).filter(([, value]) => value !== ''));
  for (const name of Object.keys(own)) {
    const newName = renamedSettings[name];
    if (newName !== undefined) problems.push(`${name}: is now called ${newName}`);
    else if (name.startsWith('ONHOOK_') && !known.has(name)) problems.push(`${name}: there is no such setting${hints[name] ?? ''}`);
  }
  const env = readFiles(own, problems);
  for (const name of oidcNames) {
    if (oidcNames.some((other) => env[other] !== undefined) && env[name] === undefined) problems.push(`${name}: is needed to sign in with a provider`);
  }
  if (env['ONHOOK_SECRET'] === undefined) {
    problems.push('ONHOOK_SECRET: is needed, 16 characters at least, kept the same for ever (it hides callers’ numbers)');
  }
  const phones = readPhones(env, problems);
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0] ?? '');
      problems.push(issue.message.startsWith(name) ? issue.message : `${name}: ${issue.message}`);
    }
    throw new ConfigError(problems);
  }
  const e = parsed.data;
  if (e.ONHOOK_GUARANTEED_MINUTES + e.ONHOOK_MORE_MINUTES === 0) problems.push('ONHOOK_GUARANTEED_MINUTES and ONHOOK_MORE_MINUTES: both are 0, so no hard call would earn anything');
  const isSecret = (secret: string): boolean => /^whsec_[A-Za-z0-9+/]{32,}=*$/.test(secret);
  if ((e.ONHOOK_CUSTOMER_URL === undefined) !== (e.ONHOOK_CUSTOMER_SECRET === undefined)) {
    problems.push('ONHOOK_CUSTOMER_URL and ONHOOK_CUSTOMER_SECRET: one does not go without the other');
  }
  if (e.ONHOOK_CUSTOMER_SECRET !== undefined && !isSecret(e.ONHOOK_CUSTOMER_SECRET)) {
    problems.push('ONHOOK_CUSTOMER_SECRET: is whsec_ followed by 24 bytes or more in base64');
  }
  const { host, port } = e.ONHOOK_LISTEN;
  const publicUrl = (e.ONHOOK_PUBLIC_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`).replace(/\/+$/, '');
  if (e.ONHOOK_EMBED_ORIGINS.length > 0 && !isSecureOrigin(publicUrl)) {
    problems.push('ONHOOK_EMBED_ORIGINS: needs an https address in ONHOOK_PUBLIC_URL; browsers keep no sign-in in a frame without');
  }
  if (problems.length > 0) throw new ConfigError(problems);

  const dataFolder = resolve(e.ONHOOK_DATA);
  return {
    config: {
      dataFolder,
      store: e.ONHOOK_DATABASE_URL
        ? { kind: 'postgres', url: e.ONHOOK_DATABASE_URL, ...(e.ONHOOK_DATABASE_OWNER_URL && { ownerUrl: e.ONHOOK_DATABASE_OWNER_URL }) }
        : { kind: 'embedded', folder: resolve(dataFolder, 'database') },
      listen: { host, port },
      publicUrl,
      embedOrigins: e.ONHOOK_EMBED_ORIGINS,
      trustProxy: e.ONHOOK_TRUST_PROXY,
      logLevel: e.ONHOOK_LOG_LEVEL,
      centre: { centre: asId<CentreId>(e.ONHOOK_CENTRE), name: e.ONHOOK_CENTRE_NAME, timezone: e.ONHOOK_TIMEZONE },
      policy: policyOf(e),
      callers: { region: e.ONHOOK_REGION ?? null, nobody: listOf(e.ONHOOK_NOBODY_NUMBERS) },
      debrief: debriefOf(e),
      logDays: e.ONHOOK_LOG_DAYS,
      keepDays: e.ONHOOK_KEEP_DAYS,
      phones: phones.config,
      customers: e.ONHOOK_CUSTOMER_URL === undefined ? null : { url: e.ONHOOK_CUSTOMER_URL },
      oidc: oidcOf(e),
    },
    secrets: { customerKey: e.ONHOOK_SECRET ?? '', phones: phones.secrets, customers: e.ONHOOK_CUSTOMER_SECRET ?? null, metricsToken: e.ONHOOK_METRICS_TOKEN ?? null, oidc: e.ONHOOK_OIDC_CLIENT_SECRET ?? null },
  };
};
