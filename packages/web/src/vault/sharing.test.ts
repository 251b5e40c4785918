import { newItemId, textOf, utf8 } from '@onhook/vault';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { anotherDevice, makeVault, TestBrowser, TestServer } from './testing.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const server = new TestServer();
let agent: TestBrowser;
let lead: TestBrowser;
beforeAll(async () => {
  agent = await makeVault(server, 'agent');
  lead = await makeVault(server, 'lead');
});

const terms = { purpose: 'feedback-question', answers: null } as const;

describe('a vault client', () => {
  it('loses no item when two devices write at the same time', async () => {
    const other = anotherDevice(server, agent);
    const put = (browser: TestBrowser, text: string) =>
      browser.vaultClient.change('agent', async () => [{ kind: 'put', purpose: 'reflection', item: newItemId('reflection'), content: utf8(text) }]);
    server.beforeNextWrite = () => put(other, 'from the other');
    expect((await put(agent, 'from here')).kind).toBe('read');
    for (const browser of [agent, other]) {
      const seen = await browser.vaultClient.read('agent');
      if (seen.kind !== 'read') throw new Error(seen.kind);
      const all = await Promise.all([...seen.head.entries.keys()].map((item) => seen.open('reflection', item as never)));
      expect(all.map((opened) => opened.kind === 'opened' && textOf(opened.content)).toSorted()).toEqual(['from here', 'from the other']);
    }
  });

  it('returns the reason why a vault cannot be used', async () => {
    const nobody = server.of('nobody');
    expect(nobody.view.keys).toBeNull();
    const away = anotherDevice(server, agent);
    server.isAway = true;
    expect(await away.vaultClient.read('agent')).toEqual({ kind: 'offline' });
    server.isAway = false;
    away.vault = null;
    expect(await away.vaultClient.read('agent')).toEqual({ kind: 'locked' });
    const stored = server.of('agent');
    const original = stored.view;
    stored.view = { ...original, keys: null };
    expect(await agent.vaultClient.read('agent')).toMatchObject({ kind: 'gone' });
    stored.view = { ...original, items: original.items.slice(1) };
    expect(await anotherDevice(server, agent).vaultClient.read('agent')).toEqual({ kind: 'refused', why: 'withheld' });
    stored.view = original;
    expect(await agent.vaultClient.read('agent')).toMatchObject({ kind: 'read' });
  });
});

describe('a share', () => {
  it('is opened and answered by its recipient, and can no longer be opened once it is taken back', async () => {
    const asked = await agent.sharing.share('agent', 'lead', terms, 'marker: he shouted');
    if (asked.kind !== 'shared') throw new Error(asked.kind);
    expect(JSON.stringify(server.shares)).not.toContain('marker');
    expect(await lead.sharing.open('lead', 'agent', { ...terms, share: asked.share })).toEqual({ kind: 'opened', text: 'marker: he shouted' });
    const answer = { purpose: 'feedback-answer', answers: asked.share } as const;
    const answered = await lead.sharing.share('lead', 'agent', answer, 'you did right');
    if (answered.kind !== 'shared') throw new Error(answered.kind);
    expect(await agent.sharing.open('agent', 'lead', { ...answer, share: answered.share })).toEqual({ kind: 'opened', text: 'you did right' });
    expect(await agent.sharing.takeBack(asked.share)).toEqual({ kind: 'taken-back' });
    expect(await lead.sharing.open('lead', 'agent', { ...terms, share: asked.share })).toEqual({ kind: 'not-found' });
  });

  it('is refused for a recipient without a vault, and for a person who may not be shared with', async () => {
    server.of('newcomer');
    expect(await agent.sharing.share('agent', 'newcomer', terms, 'x')).toEqual({ kind: 'they-have-no-vault' });
    expect(await agent.sharing.share('agent', 'stranger', terms, 'x')).toEqual({ kind: 'not-found' });
    expect(await agent.sharing.people()).toMatchObject({ people: expect.arrayContaining([{ person: 'lead', name: 'lead', hasVault: true }]) });
  });

  it('is refused on every device when the recipient’s keys differ from the pinned ones, until the digits were compared', async () => {
    const before = await lead.sharing.ownDigits('lead');
    const shares = server.shares.length;
    const swapped = await makeVault(server, 'lead');
    const stopped = await anotherDevice(server, agent).sharing.share('agent', 'lead', terms, 'x');
    if (stopped.kind !== 'key-changed') throw new Error(stopped.kind);
    expect(server.shares).toHaveLength(shares);
    expect({ kind: 'digits', digits: stopped.was }).toEqual(before);
    expect({ kind: 'digits', digits: stopped.now }).toEqual(await swapped.sharing.ownDigits('lead'));
    expect(await stopped.accept()).toEqual({ kind: 'accepted' });
    expect(await agent.sharing.share('agent', 'lead', terms, 'x')).toMatchObject({ kind: 'shared' });
  });
});
