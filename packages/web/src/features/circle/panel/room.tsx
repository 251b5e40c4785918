import type { Colleague } from '@onhook/contract';
import type { ReactNode } from 'react';
import { Button } from '../../../design/button.tsx';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import type { Announce } from '../../../design/panel/announce.ts';
import { Room } from '../../../design/panel/room.tsx';
import { Paragraph } from '../../../design/panel/screen.tsx';
import { Section } from '../../../design/panel/section.tsx';
import { problemOf } from '../../../api/panel/problem.ts';
import { actInCircle } from './act.ts';
import css from './circle.module.css';
import { useCircle } from './feed.ts';
import { Find } from './find.tsx';

interface Props {
  readonly announce: Announce;
  readonly onBack: () => void;
}

const People = <One extends Colleague>({ heading, people, how, children }: {
  readonly heading: string;
  readonly people: readonly One[];
  readonly how?: string;
  readonly children: (one: One) => ReactNode;
}) =>
  people.length === 0 ? null : (
    <Section title={heading}>
      <Rows>
        {people.map((one) => (
          <li key={one.person} className={css.person}>
            <span>{one.name}</span>
            {children(one)}
          </li>
        ))}
      </Rows>
      {how && <p className={css.small}>{how}</p>}
    </Section>
  );

/** Room for the agent's circle: the colleagues who agreed, those invited, and those who ask the agent. */
export const CircleRoom = ({ announce, onBack }: Props) => {
  const { circle, isUnknown } = useCircle();
  const back = { label: m.circle_back(), onTake: onBack };
  const answer = ({ person }: Colleague, answer_: 'agree' | 'decline') =>
    void actInCircle('POST /api/circle/:person/answer', { params: { person }, body: { answer: answer_ } }).then((result) => announce(problemOf(result)));
  const leave = async ({ person }: Colleague, message = ''): Promise<void> => {
    announce(problemOf(await actInCircle('DELETE /api/circle/:person', { params: { person } })) || message);
  };
  const isEmpty = circle !== null && circle.members.length + circle.invited.length + circle.askingMe.length === 0;
  return (
    <Room back={back} title={m.circle_title()}>
      {isEmpty ? (
        <Paragraph>
          {m.circle_none()} {m.circle_none_how()}
        </Paragraph>
      ) : (
        <Paragraph>{m.circle_how()}</Paragraph>
      )}
      {!circle && isUnknown && <Paragraph>{m.circle_offline()}</Paragraph>}
      {circle && (
        <>
          <People heading={m.circle_asking()} people={circle.askingMe} how={m.circle_decline_how()}>
            {(one) => (
              <span className={css.answers}>
                <Button aria-label={m.circle_agree_named({ name: one.name })} onClick={() => answer(one, 'agree')}>
                  {m.circle_agree()}
                </Button>
                <Button kind="quiet" aria-label={m.circle_decline_named({ name: one.name })} onClick={() => answer(one, 'decline')}>
                  {m.circle_decline()}
                </Button>
              </span>
            )}
          </People>
          <People heading={m.circle_members()} people={circle.members}>
            {(one) => (
              <>
                <span className={css.state}>{one.free ? m.circle_free() : m.circle_not_free()}</span>
                <Button
                  kind="quiet"
                  aria-label={m.circle_leave_named({ name: one.name })}
                  onClick={() => void leave(one, m.circle_left({ name: one.name }))}
                >
                  {m.circle_leave()}
                </Button>
              </>
            )}
          </People>
          <People heading={m.circle_invited()} people={circle.invited}>
            {(one) => (
              <Button kind="quiet" aria-label={m.circle_take_back_named({ name: one.name })} onClick={() => void leave(one)}>
                {m.circle_take_back()}
              </Button>
            )}
          </People>
          <Find circle={circle} announce={announce} onAsk={({ person }) => void actInCircle('POST /api/circle', { body: { person } }).then((result) => announce(problemOf(result)))} />
        </>
      )}
    </Room>
  );
};
