import { Eye, EyeOff } from 'lucide';
import { useState } from 'react';
import type { PanelView } from '@onhook/contract';
import { Button } from '../../../design/button.tsx';
import { Cord } from '../../../design/cord/index.ts';
import { Icon } from '../../../design/icon.tsx';
import { useScreen } from '../../../design/panel/use-screen.ts';
import { length } from '../../../design/panel/time-words.ts';
import { m } from '../../../generated/messages/messages.js';
import css from './intro.module.css';

export interface IntroProps {
  readonly view: PanelView;
  readonly width: number;
  readonly onClose: () => void;
  /** Opens the vault, to set a passphrase. */
  readonly onVault: () => void;
}

const steps = ['happens', 'seen', 'yours'] as const;

const titles = { happens: m.intro_happens, seen: m.intro_seen, yours: m.intro_yours } as const;

/** The lead's view beside the agent's: the coil ends at the wall between them. */
const Wall = () => (
  <svg className={css.wall} viewBox="0 0 312 84" aria-hidden="true">
    <text x="0" y="12">{m.intro_your_side()}</text>
    <text x="166" y="12">{m.intro_lead_side()}</text>
    <path className={css.coil} d="M0 66H40C62 66 66 32 54 32S46 66 68 66 94 32 82 32 74 66 96 66 122 32 110 32 102 66 124 66H148" />
    <path className={css.line} d="M148 66H312" />
    <path className={css.between} d="M148 20V80" />
    <text className={css.said} x="166" y="52">{m.intro_lead_reads()}</text>
  </svg>
);

/** A vault on the line: what is inside is locked. */
const Lock = () => (
  <svg className={css.lock} viewBox="0 0 312 84" aria-hidden="true">
    <path className={css.line} d="M0 56H122M190 56H312" />
    <path className={css.line} d="M138 38V26a18 18 0 0 1 36 0V38" />
    <rect className={css.box} x="122" y="38" width="68" height="42" rx="8" />
    <circle className={css.hole} cx="156" cy="56" r="4" />
    <path className={css.line} d="M156 60V68" />
  </svg>
);

const Seen = ({ isSeen, children }: { readonly isSeen: boolean; readonly children: string }) => (
  <li className={css.row}>
    <span className={isSeen ? css.open : css.shut}>
      <Icon of={isSeen ? Eye : EyeOff} />
    </span>
    {children}
  </li>
);

/** The first run in three screens: what happens, what the lead sees, what stays the agent's own. Later it opens from the menu. */
export const Intro = ({ view, width, onClose, onVault }: IntroProps) => {
  const [at, setAt] = useState(0);
  const step = steps[at] ?? 'happens';
  const isLast = at === steps.length - 1;
  const heading = useScreen(step, { label: m.intro_skip(), onTake: onClose });
  return (
    <main className={css.intro}>
      <header className={css.edge}>
        <span className={css.progress} role="img" aria-label={m.intro_step({ n: at + 1, of: steps.length })}>
          {steps.map((id) => (
            <i key={id} className={id === step ? css.here : css.there} />
          ))}
        </span>
        <Button kind="quiet" className={css.skip ?? ''} onClick={onClose}>
          {m.intro_skip()}
        </Button>
      </header>
      <div className={css.picture}>
        {step === 'happens' && <Cord progress={0.5} width={width} />}
        {step === 'seen' && <Wall />}
        {step === 'yours' && <Lock />}
      </div>
      <div className={css.words}>
        <div className={css.text}>
          <h1 ref={heading} tabIndex={-1} className={css.title}>
            {titles[step]()}
          </h1>
          {step === 'happens' && (
            <>
              <p>{m.intro_happens_how({ length: length(view.policy.guaranteedMs) })}</p>
              <p>{m.intro_happens_call()}</p>
            </>
          )}
          {step === 'seen' && (
            <ul className={css.list}>
              <Seen isSeen>{m.intro_seen_paused()}</Seen>
              <Seen isSeen>{m.intro_seen_request()}</Seen>
              <Seen isSeen={false}>{m.intro_seen_reset()}</Seen>
              <Seen isSeen={false}>{m.intro_seen_score()}</Seen>
            </ul>
          )}
          {step === 'yours' && (
            <>
              <p>{m.intro_yours_how()}</p>
              <p>{m.intro_yours_lost()}</p>
            </>
          )}
        </div>
        <div className={css.actions}>
          <Button kind="main" onClick={() => (isLast ? onVault() : setAt(at + 1))}>
            {isLast ? m.vault_begin() : m.intro_next()}
          </Button>
          <Button kind="quiet" onClick={() => (isLast ? onClose() : at > 0 ? setAt(at - 1) : onClose())}>
            {isLast ? m.intro_later() : at > 0 ? m.panel_today_back() : m.intro_skip()}
          </Button>
        </div>
      </div>
    </main>
  );
};
