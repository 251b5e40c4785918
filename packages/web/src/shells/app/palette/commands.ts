import type { Role } from '@onhook/contract';
import { chooseLocale, locales, nameOfLocale } from '../../../design/locale.ts';
import type { Theme } from '../../../design/theme.ts';
import { shortcuts, theme } from '../../../design/app/settings.ts';
import { m } from '../../../generated/messages/messages.js';
import { roomName, roomsOf } from '../rooms.ts';

/** One entry of the command palette. */
export interface Command {
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
}

/** Entries of one kind, with the kind's name as their heading. */
export interface CommandGroup {
  readonly label: string;
  readonly items: readonly Command[];
}

export interface CommandContext {
  readonly roles: readonly Role[];
  /** Agents whom this person sees on the floor page. */
  readonly agents: readonly { readonly person: string; readonly name: string }[];
  readonly go: (path: string) => void;
  /** Filters the floor page by an agent's name. */
  readonly show: (name: string) => void;
  readonly openKeys: () => void;
  readonly signOut: () => void;
}

const themes: readonly { readonly id: Theme; readonly name: () => string }[] = [
  { id: 'system', name: m.shell_theme_system },
  { id: 'light', name: m.shell_theme_light },
  { id: 'dark', name: m.shell_theme_dark },
];

/** Lists the commands of a person: their pages, the agents whom they see on the floor page, and settings. */
export const commandsFor = ({ roles, agents, go, show, openKeys, signOut }: CommandContext): readonly CommandGroup[] => {
  const page = (path: string, label: string): Command => ({ key: path, label, run: () => go(path) });
  const groups: readonly CommandGroup[] = [
    {
      label: m.shell_palette_rooms(),
      items: [
        ...roomsOf(roles).map(({ room, path }) => page(path, roomName(room))),
        page('/vault', m.vault_title()),
        page('/sign-ins', m.signins_title()),
        page('/my-data', m.mydata_title()),
        page('/looks', m.looks_title()),
      ],
    },
    { label: m.shell_palette_people(), items: agents.map(({ person, name }) => ({ key: person, label: name, run: () => show(name) })) },
    {
      label: m.shell_palette_actions(),
      items: [
        { key: 'keys', label: m.shell_keys(), run: openKeys },
        { key: 'shortcuts', label: shortcuts.get() ? m.shell_shortcuts_off() : m.shell_shortcuts_on(), run: () => shortcuts.set(!shortcuts.get()) },
        ...themes.map(({ id, name }): Command => ({ key: `theme-${id}`, label: m.shell_theme_to({ name: name() }), run: () => theme.set(id) })),
        ...locales.map((locale): Command => ({ key: `locale-${locale}`, label: m.shell_language_to({ name: nameOfLocale(locale) }), run: () => chooseLocale(locale) })),
        { key: 'sign-out', label: m.shell_sign_out(), run: signOut },
      ],
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
};
