import { expect, test, vi } from 'vitest';

vi.mock('../../../generated/messages/messages.js', () => ({ m: new Proxy({}, { get: (_, key) => (input?: { name?: string }) => `${String(key)} ${input?.name ?? ''}`.trim() }) }));
vi.mock('../../../design/locale.ts', () => ({ chooseLocale: () => undefined, locales: ['en', 'de'], nameOfLocale: (locale: string) => locale }));
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });

const { commandsFor } = await import('./commands.ts');

const context = { agents: [], go: vi.fn(), show: vi.fn(), openKeys: vi.fn(), signOut: vi.fn() };
const paths = (roles: Parameters<typeof commandsFor>[0]['roles']) => commandsFor({ ...context, roles })[0]?.items.map(({ key }) => key);

test('The palette lists the pages that a person’s roles open, and the pages about the person', () => {
  expect(paths(['lead'])).toEqual(['/floor', '/requests', '/incidents', '/phrases', '/vault', '/sign-ins', '/my-data', '/looks']);
  expect(paths(['agent'])).toEqual(['/panel', '/vault', '/sign-ins', '/my-data', '/looks']);
});

test('The palette lists agents by name, and leaves out a group without entries', () => {
  const [, people] = commandsFor({ ...context, roles: ['lead'], agents: [{ person: 'a', name: 'Aylin' }] });
  people?.items[0]?.run();
  expect(context.show).toHaveBeenCalledWith('Aylin');
  expect(commandsFor({ ...context, roles: ['lead'] })).toHaveLength(2);
});
