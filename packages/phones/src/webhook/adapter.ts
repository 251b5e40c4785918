import { z } from 'zod';
import { defineAdapter, type CheckFinding, type PhoneAdapter } from '../adapter.ts';
import { httpAddress, setting } from '../settings.ts';
import { capabilities } from './capabilities.ts';
import { createWebhookPhones } from './webhook-phones.ts';

const secrets = z.string().transform((text, context) => {
  const list = text.split(',').map((secret) => secret.trim()).filter(Boolean);
  if (list.length === 0 || !list.every((secret) => /^whsec_[A-Za-z0-9+/]{32,}=*$/.test(secret))) {
    context.addIssue({ code: 'custom', message: 'each is whsec_ followed by 24 bytes or more in base64' });
  }
  return list;
});

const configSchema = z.object({
  secrets: setting(secrets, {
    means: '`whsec_…`, several with commas while keys change; opens `POST /hooks/phone`',
    secret: true,
  }),
  commandUrl: setting(httpAddress().optional(), {
    means: 'address that takes pause and resume, signed with the first secret',
  }),
});

const checkCommandUrl = async (url: string | undefined): Promise<CheckFinding> => {
  if (url === undefined) {
    return { kind: 'problem', finding: 'no command address is set, so lines cannot be paused', advice: 'Set ONHOOK_WEBHOOK_COMMAND_URL.' };
  }
  try {
    const { status } = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(5000) });
    return { kind: 'ok', finding: `the command address answers (${status})`, advice: '' };
  } catch {
    return { kind: 'problem', finding: 'the command address cannot be reached', advice: 'Is ONHOOK_WEBHOOK_COMMAND_URL right, and its server running?' };
  }
};

/** Any phone system, through signed CloudEvents. */
export const adapter: PhoneAdapter = defineAdapter({
  kind: 'webhook',
  title: 'a phone system by webhook',
  configSchema,
  capabilities,
  create: (config, { source, clock, customerKey, callers }) =>
    createWebhookPhones({
      source,
      clock,
      secrets: config.secrets,
      customerKey,
      ...(callers && { callers }),
      ...(config.commandUrl !== undefined && { commands: { url: config.commandUrl, secret: config.secrets[0]! } }),
    }),
  check: async ({ secrets: { length }, commandUrl }) => [
    { kind: 'ok', finding: `${length} ${length === 1 ? 'secret is' : 'secrets are'} accepted`, advice: '' },
    await checkCommandUrl(commandUrl),
  ],
});
