import { role, type Role } from '@onhook/contract';
import { defaultPolicy } from '@onhook/core/floor';
import { endings } from '@onhook/core/phrasebook';
import { isRegion } from '@onhook/phones/adapters';
import { isIP } from 'node:net';
import { z } from 'zod';
import { phoneFileSettings } from './phones.ts';

/** Kinds of data that are deleted after a number of days, with the default number. */
export const keptByDefault = { calls: 365, resets: 90, shares: 365, incidents: 1095, left: 30 } as const;
/** Days that the log of the phone system’s events is kept in a centre that sets nothing. */
export const defaultLogDays = 30;
export type KeptKind = keyof typeof keptByDefault;
const keptKinds = Object.keys(keptByDefault) as KeptKind[];

const whole = (what: string, least: number, most: number) =>
  z.coerce
    .number({ error: `${what}: a number is needed` })
    .int(`${what}: a whole number is needed`)
    .min(least, `${what}: ${least} at least`)
    .max(most, `${what}: ${most} at most`);
const minutes = (what: string) =>
  z.coerce.number({ error: `${what}: a number of minutes is needed` }).min(0, `${what}: 0 at least`).max(120, `${what}: 120 at most`);
/** Reads `240` or `240,Billing=300,Sales=180`; the bare number is for every queue that isn't named. */
const byQueue = (what: string) =>
  z.string().transform((text, ctx) => {
    const found: Record<string, number> = {};
    for (const part of text.split(',')) {
      const match = /^(?:(.+)=)?\s*(\d+(?:\.\d+)?)$/.exec(part.trim());
      if (match) found[(match[1] ?? '').trim()] = Number(match[2]);
      else ctx.addIssue({ code: 'custom', message: `${what}: "${part.trim()}" is not SECONDS or QUEUE=SECONDS` });
    }
    return found;
  });
/** Reads `calls=365,resets=90`; a kind that isn't named has the default number of days. */
const keepDays = (what: string) =>
  z.string().transform((text, ctx) => {
    const found: Record<KeptKind, number> = { ...keptByDefault };
    for (const part of text.split(',').map((one) => one.trim()).filter(Boolean)) {
      const [name = '', days = ''] = part.split('=').map((one) => one.trim());
      const kind = keptKinds.find((one) => one === name);
      if (kind && /^[1-9]\d{0,4}$/.test(days)) found[kind] = Number(days);
      else ctx.addIssue({ code: 'custom', message: `${what}: "${part}" is not KIND=DAYS; kinds are ${keptKinds.join(', ')}` });
    }
    return found;
  });
const isNetwork = (text: string): boolean => {
  const [address = '', bits, more] = text.split('/');
  const version = isIP(address);
  return version > 0 && more === undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)));
};
/** Reads `false`, a number of proxies, or their addresses and networks. A network of all addresses is refused, as anybody may be in it. */
const proxies = (what: string) =>
  z.string().transform((text, ctx) => {
    const parts = text.split(',').map((part) => part.trim()).filter(Boolean);
    const refuse = (message: string): typeof z.NEVER => {
      ctx.addIssue({ code: 'custom', message: `${what}: ${message}` });
      return z.NEVER;
    };
    if (text.trim() === 'false' || text.trim() === '0' || parts.length === 0) return false as const;
    if (text.trim() === 'true') return refuse('true would believe anybody; give the number of proxies, such as 1, or their addresses');
    if (/^\d+$/.test(text.trim())) return Number(text) <= 10 ? Number(text) : refuse('10 proxies at most');
    const wrong = parts.find((part) => !isNetwork(part) || /\/0+$/.test(part));
    return wrong === undefined ? parts : refuse(`"${wrong}" is no address or network, such as 10.0.0.7 or 10.0.0.0/24`);
  });
const flag = (what: string) =>
  z.enum(['true', 'false'], { error: `${what}: true or false is needed` }).transform((text) => text === 'true');
const listen = z.string().transform((text, ctx) => {
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match && port <= 65_535) return { host: match[1] ?? (match[2] || '127.0.0.1'), port };
  ctx.addIssue({ code: 'custom', message: 'ONHOOK_LISTEN: HOST:PORT is needed, such as 127.0.0.1:8420' });
  return z.NEVER;
});
const timezone = z.string().refine(
  (name) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
    } catch {
      return false;
    }
  },
  { error: 'ONHOOK_TIMEZONE: a name such as Europe/Berlin is needed' },
);
const region = z.string().refine(isRegion, { error: 'ONHOOK_REGION: two capital letters of a country are needed, such as GB' });
const isLoopback = (host: string): boolean => /^(.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^\[::1\]$/.test(host);
/** True when browsers keep Secure cookies for pages of this origin. */
export const isSecureOrigin = (text: string): boolean =>
  URL.canParse(text) && (new URL(text).protocol === 'https:' || (new URL(text).protocol === 'http:' && isLoopback(new URL(text).hostname)));
const origins = (what: string) =>
  z.string().transform((text, ctx) => {
    const found = text.split(',').map((part) => part.trim()).filter(Boolean);
    for (const origin of found) {
      if (!isSecureOrigin(origin) || /[*'";\s]/.test(origin) || new URL(origin).origin !== origin) {
        ctx.addIssue({ code: 'custom', message: `${what}: "${origin}" is not an origin such as https://crm.example.com` });
      }
    }
    return found;
  });
/** Reads `Floor leads=lead,Contact agents=agent`: words of the provider, each with the role that it gives. */
const roleMap = (what: string) =>
  z.string().transform((text, ctx) => {
    const found: Record<string, Role> = {};
    for (const part of text.split(',').map((one) => one.trim()).filter(Boolean)) {
      const match = /^(.+)=\s*(\w+)$/.exec(part);
      const given = role.options.find((name) => name === match?.[2]);
      if (match?.[1] && given) found[match[1].trim()] = given;
      else ctx.addIssue({ code: 'custom', message: `${what}: "${part}" is not WORD=ROLE; roles are ${role.options.join(', ')}` });
    }
    return found;
  });
/** Address of the provider. It must use TLS, except on loopback, which is for trials. */
const issuer = (what: string) =>
  z.string().refine((text) => isSecureOrigin(text) && !/[?#]/.test(text), { error: `${what}: an https address is needed, exactly as the provider gives it` });
const url = (what: string, protocols: RegExp) =>
  z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), { error: `${what}: a full address is needed` });

/** Every setting but those of phone systems, with its default. One line a setting; docs/configuration.md says the same in words. */
export const environment = z.object({
  ONHOOK_DATA: z.string().default('data'),
  ONHOOK_DATABASE_URL: url('ONHOOK_DATABASE_URL', /^postgres(ql)?:$/).optional(),
  ONHOOK_DATABASE_OWNER_URL: url('ONHOOK_DATABASE_OWNER_URL', /^postgres(ql)?:$/).optional(),
  ONHOOK_LISTEN: listen.prefault('127.0.0.1:8420'),
  ONHOOK_PUBLIC_URL: url('ONHOOK_PUBLIC_URL', /^https?:$/).optional(),
  ONHOOK_EMBED_ORIGINS: origins('ONHOOK_EMBED_ORIGINS').prefault(''),
  ONHOOK_TRUST_PROXY: proxies('ONHOOK_TRUST_PROXY').prefault('false'),
  ONHOOK_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: 'ONHOOK_LOG_LEVEL: fatal, error, warn, info, debug or silent is needed',
    })
    .default('info'),
  ONHOOK_CENTRE: z.string().regex(/^[a-z0-9-]{1,40}$/, 'ONHOOK_CENTRE: small letters, digits and - only').default('main'),
  ONHOOK_CENTRE_NAME: z.string().min(1).max(80).default('Contact centre'),
  ONHOOK_TIMEZONE: timezone.default('UTC'),
  ONHOOK_GUARANTEED_MINUTES: minutes('ONHOOK_GUARANTEED_MINUTES').prefault('2'),
  ONHOOK_MORE_MINUTES: minutes('ONHOOK_MORE_MINUTES').prefault('3'),
  ONHOOK_EXTEND_MINUTES: minutes('ONHOOK_EXTEND_MINUTES').prefault('2'),
  ONHOOK_HARD_LEVEL: z.enum(['2', '3'], { error: 'ONHOOK_HARD_LEVEL: 2 (hard) or 3 (very hard) is needed' }).default('2'),
  ONHOOK_TARGET_SECONDS: whole('ONHOOK_TARGET_SECONDS', 1, 3600).prefault('20'),
  ONHOOK_USUAL_SECONDS: byQueue('ONHOOK_USUAL_SECONDS').prefault('240'),
  ONHOOK_WRAP_UP_SECONDS: byQueue('ONHOOK_WRAP_UP_SECONDS').prefault('0'),
  ONHOOK_HARD_CODES: z.string().default(''),
  ONHOOK_LINE_MATCH: z.enum(['login', 'name', 'interface'], { error: 'ONHOOK_LINE_MATCH: login, name or interface is needed' }).default(defaultPolicy.lineMatch),
  ONHOOK_REGION: region.optional(),
  ONHOOK_NOBODY_NUMBERS: z.string().default(''),
  ONHOOK_END_ABUSIVE_CALLS: z
    .enum(endings, { error: `ONHOOK_END_ABUSIVE_CALLS: ${endings.join(', ')} is needed` })
    .default(defaultPolicy.endAbusiveCalls),
  ONHOOK_ANSWER_MINUTES: minutes('ONHOOK_ANSWER_MINUTES').prefault('10'),
  ONHOOK_SPACE_MINUTES: minutes('ONHOOK_SPACE_MINUTES').prefault('10'),
  ONHOOK_LOG_DAYS: whole('ONHOOK_LOG_DAYS', 1, 3650).prefault(String(defaultLogDays)),
  ONHOOK_KEEP_DAYS: keepDays('ONHOOK_KEEP_DAYS').prefault(''),
  ONHOOK_SECRET: z.string().min(16, 'ONHOOK_SECRET: 16 characters at least').optional(),
  ONHOOK_METRICS_TOKEN: z.string().min(16, 'ONHOOK_METRICS_TOKEN: 16 characters at least').optional(),
  ONHOOK_OIDC_ISSUER: issuer('ONHOOK_OIDC_ISSUER').optional(),
  ONHOOK_OIDC_CLIENT_ID: z.string().min(1).optional(),
  ONHOOK_OIDC_CLIENT_SECRET: z.string().optional(),
  ONHOOK_OIDC_NAME: z.string().min(1).max(60).optional(),
  ONHOOK_OIDC_SCOPES: z.string().default('openid profile email'),
  ONHOOK_OIDC_CENTRE_CLAIM: z.string().optional(),
  ONHOOK_OIDC_TEAM_CLAIM: z.string().optional(),
  ONHOOK_OIDC_ROLES_CLAIM: z.string().optional(),
  ONHOOK_OIDC_ROLES: roleMap('ONHOOK_OIDC_ROLES').prefault(''),
  ONHOOK_OIDC_TRUST_EMAIL: flag('ONHOOK_OIDC_TRUST_EMAIL').prefault('false'),
  ONHOOK_OIDC_ADD_PEOPLE: flag('ONHOOK_OIDC_ADD_PEOPLE').prefault('false'),
  ONHOOK_CUSTOMER_URL: url('ONHOOK_CUSTOMER_URL', /^https?:$/).optional(),
  ONHOOK_CUSTOMER_SECRET: z.string().optional(),
});
export type Environment = z.output<typeof environment>;

/** Former names of settings, each with the name that replaces it. A former name is refused. */
export const renamedSettings: Readonly<Partial<Record<string, keyof Environment>>> = {
  ONHOOK_FLOOR_MINUTES: 'ONHOOK_GUARANTEED_MINUTES',
};

/** Settings that may also be given as the path of a file, by adding `_FILE` to the name. */
export const mayComeFromFile = ['ONHOOK_SECRET', 'ONHOOK_METRICS_TOKEN', 'ONHOOK_OIDC_CLIENT_SECRET', 'ONHOOK_CUSTOMER_SECRET', 'ONHOOK_DATABASE_URL', 'ONHOOK_DATABASE_OWNER_URL', ...phoneFileSettings];
