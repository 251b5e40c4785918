import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './index.ts';

const secret = { ONHOOK_SECRET: '0123456789abcdef' };

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('configuration', () => {
  it('needs one secret and has a default for everything else', () => {
    const { config } = readConfig(secret);
    expect(config.policy).toMatchObject({ guaranteedMs: 120_000, moreMs: 180_000, extendMs: 120_000, hardLevel: 2, targetSeconds: 20, endAbusiveCalls: 'with-lead' });
    expect(config.publicUrl).toBe('http://127.0.0.1:8420');
    expect(config.phones).toEqual({});
    expect(config.store.kind).toBe('embedded');
  });

  it('names every mistake at once', () => {
    const problems = problemsOf({
      ONHOOK_LISTEN: 'somewhere',
      ONHOOK_TIMEZONE: 'Mars/Olympus',
      ONHOOK_HARD_LEVEL: '7',
      ONHOOK_END_ABUSIVE_CALLS: 'yes',
      ONHOOK_GUARANTEED_MINUTES: 'two',
      ONHOOK_USUAL_SECONDS: 'fast',
      ONHOOK_TYPO: '1',
    });
    for (const name of ['ONHOOK_LISTEN', 'ONHOOK_TIMEZONE', 'ONHOOK_HARD_LEVEL', 'ONHOOK_END_ABUSIVE_CALLS', 'ONHOOK_GUARANTEED_MINUTES', 'ONHOOK_USUAL_SECONDS', 'ONHOOK_TYPO', 'ONHOOK_SECRET']) {
      expect(problems.filter((problem) => problem.startsWith(`${name}:`))).toHaveLength(1);
    }
  });

  it('An empty value counts as not given', () => {
    const names = ['ONHOOK_PUBLIC_URL', 'ONHOOK_OIDC_ISSUER', 'ONHOOK_DATABASE_URL', 'ONHOOK_TIMEZONE', 'ONHOOK_GUARANTEED_MINUTES', 'ONHOOK_TRUST_PROXY', 'ONHOOK_SECRET_FILE', 'ONHOOK_LISTEN'];
    expect(readConfig({ ...secret, ...Object.fromEntries(names.map((name) => [name, ''])) })).toEqual(readConfig(secret));
  });

  it('Variables that Kubernetes sets for services named like Onhook are no settings', () => {
    // As the kubelet writes them for services onhook, onhook-data and onhook-asterisk.
    const link = (name: string, port: string, portName = 'HTTP') => ({
      [`${name}_SERVICE_HOST`]: '10.96.0.7',
      [`${name}_SERVICE_PORT`]: port,
      [`${name}_SERVICE_PORT_${portName}`]: port,
      [`${name}_PORT`]: `tcp://10.96.0.7:${port}`,
      [`${name}_PORT_${port}_TCP`]: `tcp://10.96.0.7:${port}`,
      [`${name}_PORT_${port}_TCP_PROTO`]: 'tcp',
      [`${name}_PORT_${port}_TCP_PORT`]: port,
      [`${name}_PORT_${port}_TCP_ADDR`]: '10.96.0.7',
      [`${name}_PORT_53_UDP`]: 'udp://10.96.0.7:53',
    });
    const asterisk = { ONHOOK_ASTERISK_HOST: 'pbx', ONHOOK_ASTERISK_USER: 'onhook', ONHOOK_ASTERISK_SECRET: 'hidden-word' };
    const links = { ...link('ONHOOK', '8420'), ...link('ONHOOK_DATA', '80', 'WEB_UI'), ...link('ONHOOK_ASTERISK', '5038', 'AMI') };
    expect(readConfig({ ...links, ...secret, ...asterisk })).toEqual(readConfig({ ...secret, ...asterisk }));
    expect(problemsOf({ ...secret, ONHOOK_PORT: '8080', ONHOOK_SERVICE: 'x' })).toEqual([
      'ONHOOK_PORT: there is no such setting; ONHOOK_LISTEN holds address and port',
      'ONHOOK_SERVICE: there is no such setting',
    ]);
    expect(readConfig({ ...secret, ...asterisk, ONHOOK_ASTERISK_PORT: '5099' }).config.phones).toMatchObject({ asterisk: { port: 5099 } });
  });

  it('a former name of a setting is refused with the name that replaces it', () => {
    expect(problemsOf({ ONHOOK_SECRET: 'x'.repeat(16), ONHOOK_FLOOR_MINUTES: '2' })).toEqual(['ONHOOK_FLOOR_MINUTES: is now called ONHOOK_GUARANTEED_MINUTES']);
  });

  it('believes named proxies or a number of them, and never everybody', () => {
    const trusted = (value: string) => readConfig({ ...secret, ONHOOK_TRUST_PROXY: value }).config.trustProxy;
    expect(readConfig(secret).config.trustProxy).toBe(false);
    expect([trusted('false'), trusted('0'), trusted('2')]).toEqual([false, false, 2]);
    expect(trusted('10.0.0.7, 192.168.0.0/16,fd00::/8')).toEqual(['10.0.0.7', '192.168.0.0/16', 'fd00::/8']);
    for (const wrong of ['true', '*', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0', 'proxy.example', '1,10.0.0.7', '-1', '11', '10.0.0.1/8/8']) {
      expect(problemsOf({ ...secret, ONHOOK_TRUST_PROXY: wrong }), wrong).toHaveLength(1);
    }
  });

  it('takes origins that may hold the panel, and nothing looser', () => {
    expect(readConfig(secret).config.embedOrigins).toEqual([]);
    const https = { ...secret, ONHOOK_PUBLIC_URL: 'https://onhook.example' };
    const { config } = readConfig({ ...https, ONHOOK_EMBED_ORIGINS: 'https://crm.example.com, https://desk.example:8443,http://localhost:9000' });
    expect(config.embedOrigins).toEqual(['https://crm.example.com', 'https://desk.example:8443', 'http://localhost:9000']);
    for (const wrong of ['*', 'https://*', 'https://*.example.com', 'crm.example', 'https://crm.example/', 'http://crm.example', 'https://crm.example/desk', "'self'", 'null', 'https://a.example; script-src *', 'file:///']) {
      expect(problemsOf({ ...https, ONHOOK_EMBED_ORIGINS: wrong }), wrong).toHaveLength(1);
    }
    expect(problemsOf({ ...secret, ONHOOK_PUBLIC_URL: 'http://onhook.example', ONHOOK_EMBED_ORIGINS: 'https://crm.example.com' })).toEqual([
      'ONHOOK_EMBED_ORIGINS: needs an https address in ONHOOK_PUBLIC_URL; browsers keep no sign-in in a frame without',
    ]);
  });

  it('takes a provider whole, over TLS, and says what is missing of it', () => {
    const oidc = { ...secret, ONHOOK_OIDC_ISSUER: 'https://id.example/realms/a', ONHOOK_OIDC_CLIENT_ID: 'onhook' };
    const { config, secrets } = readConfig({ ...oidc, ONHOOK_OIDC_CLIENT_SECRET: 'hidden-word', ONHOOK_OIDC_ROLES: 'Floor = leads=lead, Agents=agent' });
    expect(config.oidc).toMatchObject({ name: 'id.example', roles: { 'Floor = leads': 'lead', Agents: 'agent' }, addPeople: false, trustEmail: false });
    expect([JSON.stringify(config).includes('hidden-word'), secrets.oidc]).toEqual([false, 'hidden-word']);
    expect(readConfig(secret).config.oidc).toBeNull();
    expect(problemsOf({ ...secret, ONHOOK_OIDC_ISSUER: 'https://id.example' })).toEqual(['ONHOOK_OIDC_CLIENT_ID: is needed to sign in with a provider']);
    for (const issuer of ['http://id.example', 'id.example', 'https://id.example?x=1']) expect(problemsOf({ ...oidc, ONHOOK_OIDC_ISSUER: issuer }), issuer).toHaveLength(1);
    for (const roles of ['Agents', 'Agents=boss', '=agent']) expect(problemsOf({ ...oidc, ONHOOK_OIDC_ROLES: roles }), roles).toHaveLength(1);
  });

  it('says what is missing to connect Asterisk', () => {
    expect(problemsOf({ ...secret, ONHOOK_ASTERISK_HOST: 'pbx' })).toEqual([
      'ONHOOK_ASTERISK_USER: is needed to connect Asterisk',
      'ONHOOK_ASTERISK_SECRET: is needed to connect Asterisk',
    ]);
  });

  it('A phone system is configured by its declared settings, with secrets apart', () => {
    const folder = mkdtempSync(join(tmpdir(), 'onhook-config-'));
    const ca = join(folder, 'ca.pem');
    writeFileSync(ca, 'PEM\n');
    const whsec = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    const asterisk = { ONHOOK_ASTERISK_HOST: 'pbx', ONHOOK_ASTERISK_USER: 'onhook', ONHOOK_ASTERISK_SECRET: 'hidden-word' };
    const { config, secrets } = readConfig({ ...secret, ...asterisk, ONHOOK_ASTERISK_TLS: 'true', ONHOOK_ASTERISK_CA_FILE: ca, ONHOOK_WEBHOOK_SECRETS: `${whsec}, ${whsec}` });
    expect(config.phones).toEqual({ asterisk: { host: 'pbx', user: 'onhook', tls: true, ca: 'PEM' }, webhook: {} });
    expect(secrets.phones).toEqual({ asterisk: { secret: 'hidden-word' }, webhook: { secrets: [whsec, whsec] } });
    rmSync(folder, { recursive: true });
  });

  it('A mistake in a setting of a phone system names the setting; an empty value counts as none', () => {
    expect(problemsOf({ ...secret, ONHOOK_ASTERISK_HOST: 'pbx', ONHOOK_ASTERISK_USER: 'u', ONHOOK_ASTERISK_SECRET: 's', ONHOOK_ASTERISK_PORT: 'five', ONHOOK_WEBHOOK_SECRETS: 'oops' })).toEqual([
      'ONHOOK_ASTERISK_PORT: a number is needed',
      'ONHOOK_WEBHOOK_SECRETS: each is whsec_ followed by 24 bytes or more in base64',
    ]);
    expect(readConfig({ ...secret, ONHOOK_WEBHOOK_SECRETS: '', ONHOOK_ASTERISK_HOST: '' }).config.phones).toEqual({});
  });

  it('reads seconds by queue', () => {
    const { config } = readConfig({ ...secret, ONHOOK_USUAL_SECONDS: '240, Billing=300,Night desk=90', ONHOOK_WRAP_UP_SECONDS: 'Billing=5' });
    expect(config.policy.priorTalkSeconds).toEqual({ '': 240, Billing: 300, 'Night desk': 90 });
    expect(config.policy.wrapUpMs).toEqual({ '': 0, Billing: 5000 });
  });

  it('reads secrets from files, and not from both places', () => {
    const folder = mkdtempSync(join(tmpdir(), 'onhook-config-'));
    const file = join(folder, 'secret');
    writeFileSync(file, 'from-a-file-0123456789\n');
    expect(readConfig({ ONHOOK_SECRET_FILE: file }).secrets.customerKey).toBe('from-a-file-0123456789');
    expect(problemsOf({ ...secret, ONHOOK_SECRET_FILE: file })).toHaveLength(1);
    expect(problemsOf({ ONHOOK_SECRET_FILE: join(folder, 'none') })[0]).toContain('cannot be read');
    rmSync(folder, { recursive: true });
  });

  it('reads the region of callers’ numbers and the numbers that name nobody', () => {
    expect(readConfig({ ...secret, ONHOOK_REGION: 'GB', ONHOOK_NOBODY_NUMBERS: '+44 20 7946 0999, 0800*' }).config.callers).toEqual({
      region: 'GB',
      nobody: ['+44 20 7946 0999', '0800*'],
    });
    expect(problemsOf({ ...secret, ONHOOK_REGION: 'England' })).toEqual([expect.stringContaining('ONHOOK_REGION')]);
  });

  it('keeps secrets out of the configuration', () => {
    const { config } = readConfig({ ...secret, ONHOOK_ASTERISK_HOST: 'pbx', ONHOOK_ASTERISK_USER: 'onhook', ONHOOK_ASTERISK_SECRET: 'hidden-word' });
    expect(JSON.stringify(config)).not.toMatch(/hidden-word|0123456789abcdef/);
  });
});
