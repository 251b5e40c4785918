import { expect, test, vi } from 'vitest';

vi.mock('../../../generated/messages/messages.js', () => ({ m: new Proxy({}, { get: (_, key) => (input?: { name?: string }) => `${String(key)} ${input?.name ?? ''}`.trim() }) }));
vi.mock('../../../design/locale.ts', () => ({ chooseLocale: () => undefined, locales: ['en', 'de'], nameOfLocale: (locale: string) => locale }));
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });

const { commandsFor } = await import('./commands.ts');

const needs = { agents: [], go: vi.fn(), show: vi.fn(), openKeys: vi.fn(), signOut: vi.fn() };
const paths = (roles: Parameters<typeof commandsFor>[0]['roles']) => commandsFor({ ...needs, roles })[0]?.items.map(({ key }) => key);

test('A person is led only to rooms that their roles open, and to their own pages', () => {
  expect(paths(['lead'])).toEqual(['/floor', '/requests', '/incidents', '/phrases', '/vault', '/sign-ins', '/my-data', '/looks']);
  expect(paths(['agent'])).toEqual(['/panel', '/vault', '/sign-ins', '/my-data', '/looks']);
});

test('Agents are offered by name, and a group without a line is left out', () => {
  const [, people] = commandsFor({ ...needs, roles: ['lead'], agents: [{ person: 'a', name: 'Aylin' }] });
  people?.items[0]?.run();
  expect(needs.show).toHaveBeenCalledWith('Aylin');
  expect(commandsFor({ ...needs, roles: ['lead'] })).toHaveLength(2);
});
