import { useEffect } from 'react';
import { Cord } from '../../design/cord/index.ts';
import { m } from '../../generated/messages/messages.js';
import { isFramed, noteState } from '../../features/frames/panel/framed.ts';
import type { SignInProps } from '../../features/frames/panel/sign-in.tsx';
import { Paragraph, Screen } from '../../design/panel/screen.tsx';
import { useRoom } from '../../design/panel/use-room.ts';

export interface OutsideProps {
  readonly kind: 'signed-out' | 'not-an-agent';
  readonly width: number;
}

/** Offers to sign in: with a link in the panel's own window, or with a new window when the panel is in a frame. */
const SignedOut = ({ width }: SignInProps) => {
  const SignIn = useRoom<SignInProps>(async () => (await import('../../features/frames/panel/sign-in.tsx')).FramedSignIn, isFramed);
  useEffect(() => noteState('signed-out'), []);
  if (SignIn) return <SignIn width={width} />;
  return (
    <Screen
      picture={<Cord progress={1} width={width} />}
      title={isFramed ? m.panel_loading() : m.panel_signed_out()}
      ways={isFramed ? [] : [{ label: m.signins_in_other(), onTake: () => location.assign('/sign-in') }]}
    >
      {!isFramed && <Paragraph>{m.panel_signed_out_how()}</Paragraph>}
    </Screen>
  );
};

/** The screen for people who are signed out or are not agents. */
export const Outside = ({ kind, width }: OutsideProps) =>
  kind === 'signed-out' ? (
    <SignedOut width={width} />
  ) : (
    <Screen picture={<Cord progress={1} width={width} />} title={m.panel_not_an_agent()}>
      <Paragraph>
        {m.panel_not_an_agent_how()} <a href="/">{m.panel_to_start()}</a>
      </Paragraph>
    </Screen>
  );
