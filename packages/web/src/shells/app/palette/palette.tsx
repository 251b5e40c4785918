import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useRouter } from '@tanstack/react-router';
import { Search } from 'lucide';
import { useMemo } from 'react';
import { called } from '../../../design/app/suggest.ts';
import { Icon } from '../../../design/icon.tsx';
import { m } from '../../../generated/messages/messages.js';
import { useSession } from '../../../api/app/session.ts';
import { agentsOn, floorFind, useFeed } from '../../../features/board/app/index.ts';
import { type Command, type CommandGroup, commandsFor } from './commands.ts';
import css from './palette.module.css';
import { closeKey } from './palette-key.ts';

interface ListProps {
  readonly agents: readonly { readonly person: string; readonly name: string }[];
  readonly onClose: () => void;
  readonly onKeys: () => void;
  readonly onSignOut: () => void;
}

const List = ({ agents, onClose, onKeys, onSignOut }: ListProps) => {
  const router = useRouter();
  const { roles } = useSession();
  const groups = useMemo(() => {
    const go = (path: string): void => {
      if (path === '/panel') location.assign(path);
      else void router.navigate({ href: path });
    };
    const show = (name: string): void => {
      floorFind.set(name);
      go('/floor');
    };
    return commandsFor({ roles, agents, go, show, openKeys: onKeys, signOut: onSignOut });
  }, [router, roles, agents, onKeys, onSignOut]);
  return (
    <Autocomplete.Root
      open
      inline
      items={groups.map(({ label, items }) => ({ value: label, items }))}
      itemToStringValue={({ label }) => label}
      filter={({ label }, typed) => called(label, typed)}
      autoHighlight="always"
      keepHighlight
    >
      <div className={css.field}>
        <Icon of={Search} />
        <Autocomplete.Input className={css.input ?? ''} aria-label={m.shell_palette()} placeholder={m.shell_palette()} />
        <kbd className={css.key}>{closeKey}</kbd>
      </div>
      <Autocomplete.Empty className={css.empty ?? ''}>{m.shell_palette_none()}</Autocomplete.Empty>
      <Autocomplete.List className={css.list ?? ''}>
        {(group: { readonly value: CommandGroup['label']; readonly items: readonly Command[] }) => (
          <Autocomplete.Group key={group.value} items={group.items} className={css.group ?? ''}>
            <Autocomplete.GroupLabel className={css.label ?? ''}>{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(command: Command) => (
                <Autocomplete.Item
                  key={command.key}
                  value={command}
                  className={css.item ?? ''}
                  onClick={() => {
                    onClose();
                    command.run();
                  }}
                >
                  {command.label}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
};

const noAgents: ListProps['agents'] = [];

/** The list of commands, with the agents whom a lead sees. */
const ListWithAgents = (props: Omit<ListProps, 'agents'>) => {
  const feed = useFeed();
  const agents = useMemo(() => [...agentsOn(feed).values()].map(({ person, name }) => ({ person, name })), [feed]);
  return <List {...props} agents={agents} />;
};

interface Props {
  readonly onClose: () => void;
  readonly onKeys: () => void;
  readonly onSignOut: () => void;
}

/** The command palette: a dialog that finds pages, people and actions by typing. Arrow keys choose, Enter runs, Escape closes. */
const Palette = (props: Props) => {
  const leads = useSession().roles.includes('lead');
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css.backdrop ?? ''} />
        <Dialog.Popup className={css.popup ?? ''} aria-label={m.shell_palette()}>
          {leads ? <ListWithAgents {...props} /> : <List {...props} agents={noAgents} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
export default Palette;
