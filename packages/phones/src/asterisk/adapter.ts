import { z } from 'zod';
import { defineAdapter, type AdapterParts, type PhoneAdapter } from '../adapter.ts';
import { flag, setting, whole } from '../settings.ts';
import { createAsterisk } from './asterisk.ts';
import { capabilities } from './capabilities.ts';
import { checkAsterisk } from './check.ts';
import type { AsteriskConfig } from './config.ts';

const configSchema = z.object({
  host: setting(z.string(), { means: "AMI's address" }),
  port: setting(whole(1, 65_535).optional(), { means: "AMI's port", byDefault: '`5038`, over TLS `5039`' }),
  user: setting(z.string(), { means: 'AMI user, with `read = system,agent,call` and `write = agent`' }),
  secret: setting(z.string(), { means: "the AMI user's secret", secret: true }),
  tls: setting(flag().prefault('false'), { means: 'AMI over TLS', byDefault: '`false`' }),
  ca: setting(z.string().optional(), {
    means: "PEM of the authority that signed the phone system's certificate",
    byDefault: 'public authorities',
    fromFile: true,
  }),
  queueLog: setting(z.string().optional(), {
    means: "path of Asterisk's `queue_log`, from which calls and pauses of a gap in the connection are read",
    byDefault: 'none: only the last call of each line is known after a gap',
  }),
});

const connectionOf = (config: z.output<typeof configSchema>, { source, customerKey, callers }: AdapterParts): AsteriskConfig => ({
  source,
  host: config.host,
  port: config.port ?? (config.tls ? 5039 : 5038),
  username: config.user,
  secret: config.secret,
  ...(config.tls && { tls: config.ca === undefined ? {} : { ca: config.ca } }),
  customerKey,
  ...(callers && { callers }),
  ...(config.queueLog !== undefined && { queueLog: config.queueLog }),
});

/** Asterisk and its relatives (FreePBX, Issabel), over AMI. */
export const adapter: PhoneAdapter = defineAdapter({
  kind: 'asterisk',
  title: 'Asterisk',
  configSchema,
  capabilities,
  create: (config, parts) => createAsterisk(connectionOf(config, parts), parts.clock),
  check: (config, parts) => checkAsterisk(connectionOf(config, parts), parts.clock),
});
