import { type PlanId, techniquesOf } from '@onhook/core/reset';
import { Button } from '../../../design/button.tsx';
import { Cord } from '../../../design/cord/index.ts';
import { Rows } from '../../../design/rows.tsx';
import { m } from '../../../generated/messages/messages.js';
import { Paragraph, Screen, type Way } from '../../../design/panel/screen.tsx';
import { Section } from '../../../design/panel/section.tsx';
import { Drawing } from './drawing.tsx';
import css from './library.module.css';
import type { PlanOrder } from './order.ts';
import type { LibraryView } from './view.ts';
import { StrengthMark } from './strength-mark.tsx';
import { lengths, planName, strengthName } from './words.ts';

/**
 * Returns the strength of the evidence for a plan. A plan of several parts counts as untested, because no study has
 * tested the whole.
 */
const strengthOf = (plan: PlanId) => {
  const techniques = techniquesOf(plan);
  return techniques.length === 1 && techniques[0] ? techniques[0].evidence.strength : 'untested';
};

const Row = ({ plan, onOpen }: { readonly plan: PlanId; readonly onOpen: () => void }) => {
  const strength = strengthOf(plan);
  return (
    <button type="button" className={css.row} onClick={onOpen}>
      <Drawing plan={plan} />
      <span className={css.name}>{planName(plan)}</span>
      <span className={css.about}>
        <StrengthMark strength={strength} />
        {m.library_about({ strength: strengthName(strength), lasts: lengths(plan) })}
      </span>
    </button>
  );
};

interface Props {
  readonly order: PlanOrder;
  readonly width: number;
  readonly onView: (view: LibraryView) => void;
  readonly back: Way;
}

/** Lists all resets in the agent's own order, and those left out below. */
export const List = ({ order, width, onView, back }: Props) => (
  <Screen back={back} picture={<Cord progress={1} width={width} />} title={m.library_title()} ways={[back]}>
    <Paragraph>{m.library_how()}</Paragraph>
    <Rows>
      {order.shown.map((plan) => (
        <li key={plan}>
          <Row plan={plan} onOpen={() => onView({ kind: 'card', plan })} />
        </li>
      ))}
    </Rows>
    {order.leftOut.length > 0 && (
      <Section title={m.library_not_for_me()}>
        <Rows>
          {order.leftOut.map((plan) => (
            <li key={plan} className={css.out}>
              <Row plan={plan} onOpen={() => onView({ kind: 'card', plan })} />
              <Button kind="quiet" aria-label={m.library_again_named({ name: planName(plan) })} onClick={() => order.takeIn(plan)}>
                {m.library_again()}
              </Button>
            </li>
          ))}
        </Rows>
      </Section>
    )}
    <div className={css.doors}>
      <Button onClick={() => onView({ kind: 'ordering' })}>{m.library_to_order()}</Button>
      <Button onClick={() => onView({ kind: 'circle' })}>{m.circle_open()}</Button>
      <Button onClick={() => onView({ kind: 'honest' })}>{m.library_honest_open()}</Button>
    </div>
  </Screen>
);
