import { Plus, Trash2 } from 'lucide';
import { useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator, MenuSwitch } from '../../../design/menu.tsx';
import { m } from '../../../generated/messages/messages.js';
import { needs } from './needs.ts';
import { Sample } from './sample.tsx';
import css from './gallery.module.css';

export const Buttons = () => {
  const [quiet, setQuiet] = useState(true);
  const [need, setNeed] = useState('walk');
  return (
    <div className={css.samples}>
      {(['main', 'plain', 'quiet'] as const).map((kind) => (
        <Sample key={kind} name={`Button ${kind}`}>
          <div className={css.line}>
            <Button kind={kind}>{m.specimen_do()}</Button>
            <Button kind={kind}>
              <Icon of={Plus} /> {m.specimen_do()}
            </Button>
            <Button kind={kind} disabled>
              {m.specimen_do()}
            </Button>
          </div>
        </Sample>
      ))}
      <Sample name="IconButton">
        <div className={css.line}>
          <IconButton label={m.specimen_undo()}>
            <Icon of={Trash2} />
          </IconButton>
          <IconButton label={m.specimen_undo()} disabled>
            <Icon of={Trash2} />
          </IconButton>
        </div>
      </Sample>
      <Sample name="Menu">
        <Menu label={m.specimen_menu()} face={m.specimen_menu()}>
          <MenuChoice label={m.specimen_choices()} options={needs()} chosen={need} onChoose={setNeed} />
          <MenuSeparator />
          <MenuSwitch on={quiet} onSwitch={setQuiet}>
            {m.specimen_quiet()}
          </MenuSwitch>
          <MenuItem onTake={() => setQuiet(true)}>{m.specimen_undo()}</MenuItem>
        </Menu>
      </Sample>
    </div>
  );
};
