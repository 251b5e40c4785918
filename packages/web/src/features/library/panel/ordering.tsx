import type { PlanId } from '@onhook/core/reset';
import { ArrowDown, ArrowUp, GripVertical } from 'lucide';
import { useEffect, useRef, useState } from 'react';
import { Check } from '../../../design/check.tsx';
import { Cord } from '../../../design/cord/index.ts';
import { IconButton } from '../../../design/icon-button.tsx';
import { Icon } from '../../../design/icon.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import type { Announce } from '../../../design/panel/announce.ts';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import css from './library.module.css';
import type { PlanOrder } from './order.ts';
import { planName } from './words.ts';
import { useEvent } from '../../../design/use-event.ts';

interface Props {
  readonly order: PlanOrder;
  readonly width: number;
  readonly announce: Announce;
  readonly onDone: () => void;
}

interface Pressed {
  readonly plan: PlanId;
  /** Direction of the move: -1 is up, 1 is down. */
  readonly way: -1 | 1;
}

/** Lets the agent put the resets in their own order, by dragging or with two buttons per row. */
export const Ordering = ({ order, width, announce, onDone }: Props) => {
  const list = useRef<HTMLUListElement>(null);
  const [held, setHeld] = useState<PlanId | null>(null);
  const [pressed, setPressed] = useState<Pressed | null>(null);
  const { shown } = order;

  const move = (plan: PlanId, position: number): void => {
    if (position < 0 || position >= shown.length || shown[position] === plan) return;
    order.move(plan, position);
    announce(m.library_moved({ name: planName(plan), place: position + 1, of: shown.length }), 'heard');
  };
  const press = (plan: PlanId, way: -1 | 1): void => {
    move(plan, shown.indexOf(plan) + way);
    setPressed({ plan, way });
  };

  // A moved row loses the focus, and at either end one of its two buttons can't be pressed: focus the other one.
  const focusPressed = useEvent(() => {
    if (!pressed) return;
    const position = shown.indexOf(pressed.plan);
    const isEnd = position === (pressed.way < 0 ? 0 : shown.length - 1);
    const buttons = list.current?.children[position]?.querySelectorAll('button');
    buttons?.[isEnd === pressed.way < 0 ? 1 : 0]?.focus();
  });
  const plans = shown.join();
  useEffect(() => focusPressed(), [pressed, plans, focusPressed]);

  // The listeners are on the window, because the rows move under the pointer during a drag.
  useEffect(() => {
    if (held === null) return;
    const onMove = ({ clientY }: PointerEvent): void => {
      const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect());
      const over = rows.findIndex(({ bottom }) => clientY < bottom);
      move(held, over < 0 ? rows.length - 1 : over);
    };
    const drop = (): void => setHeld(null);
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', drop);
    addEventListener('pointercancel', drop);
    return () => {
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', drop);
      removeEventListener('pointercancel', drop);
    };
  });

  const done = { label: m.library_ordered(), onTake: onDone };
  const [first] = shown;
  return (
    <Screen
      start={m.library_title()}
      back={{ label: m.library_back_to_list(), onTake: onDone }}
      picture={<Cord progress={1} width={width} />}
      title={m.library_order_title()}
      main={done}
      escape={done}
    >
      <Paragraph>{m.library_order_how()}</Paragraph>
      <Rows listRef={list}>
        {shown.map((plan, position) => {
          const name = planName(plan);
          return (
            <li key={plan} className={`${css.movable} ${held === plan ? css.held : ''}`}>
              <span
                className={css.grip}
                title={m.library_drag({ name })}
                onPointerDown={(event) => {
                  event.preventDefault();
                  setHeld(plan);
                }}
              >
                <Icon of={GripVertical} />
              </span>
              <span className={css.name}>{name}</span>
              <IconButton label={m.library_up({ name })} disabled={position === 0} onClick={() => press(plan, -1)}>
                <Icon of={ArrowUp} />
              </IconButton>
              <IconButton label={m.library_down({ name })} disabled={position === shown.length - 1} onClick={() => press(plan, 1)}>
                <Icon of={ArrowDown} />
              </IconButton>
            </li>
          );
        })}
      </Rows>
      {first && first !== 'three-part' && (
        <div className={css.first}>
          <Check on={order.beginsWithFirst} onChange={order.beginWithFirst} hint={m.library_first_how()}>
            {m.library_first({ name: planName(first) })}
          </Check>
        </div>
      )}
    </Screen>
  );
};
