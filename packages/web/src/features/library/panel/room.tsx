import { CircleRoom } from '../../circle/panel/index.ts';
import { startPlan } from '../../reset/panel/index.ts';
import type { RoomProps } from '../../../api/panel/room.ts';
import { m } from '../../../generated/messages/messages.js';
import { Card } from './card.tsx';
import { Honest } from './honest.tsx';
import { List } from './list.tsx';
import { Ordering } from './ordering.tsx';
import { usePlanOrder } from './order.ts';
import { resetLibraryView, useLibraryView } from './view.ts';
import { planName } from './words.ts';

/** Library of all resets, each with the evidence for it. */
export const Library = ({ view, width, onClose, announce }: RoomProps) => {
  const order = usePlanOrder(view.person.person);
  const [shown, setShown] = useLibraryView();
  const close = (): void => {
    resetLibraryView();
    onClose();
  };
  const toList = (): void => setShown({ kind: 'list' });
  switch (shown.kind) {
    case 'list':
      return <List order={order} width={width} onView={setShown} back={{ label: m.library_back(), onTake: close }} />;
    case 'ordering':
      return <Ordering order={order} width={width} announce={announce} onDone={toList} />;
    case 'honest':
      return <Honest width={width} onBack={toList} />;
    case 'circle':
      return <CircleRoom announce={announce} onBack={toList} />;
    case 'card':
      return (
        <Card
          key={shown.plan}
          plan={shown.plan}
          width={width}
          onTry={startPlan}
          isLeftOut={order.leftOut.includes(shown.plan)}
          onLeaveOut={() => {
            order.leaveOut(shown.plan);
            announce(m.library_set_aside({ name: planName(shown.plan) }));
          }}
          onTakeIn={() => {
            order.takeIn(shown.plan);
            announce('');
          }}
          onBack={toList}
        />
      );
  }
};
