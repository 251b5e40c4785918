import { useEffect } from 'react';
import { Cord } from '../design/cord/index.ts';
import { m } from '../generated/messages/messages.js';
import { isFramed, noteState } from './frame/framed.ts';
import type { SignInProps } from './frame/sign-in.tsx';
import { Said, Screen } from './screen.tsx';
import { useRoom } from './use-room.ts';

/** In a window of ours a link signs in; in a frame, a window of ours does. */
export const SignedOut = ({ width }: SignInProps) => {
  const SignIn = useRoom<SignInProps>(async () => (await import('./frame/sign-in.tsx')).SignIn, isFramed);
  useEffect(() => noteState('signed-out'), []);
  if (SignIn) return <SignIn width={width} />;
  return (
    <Screen
      picture={<Cord progress={1} width={width} />}
      title={isFramed ? m.panel_loading() : m.panel_signed_out()}
      ways={isFramed ? [] : [{ label: m.signins_in_other(), onTake: () => location.assign('/sign-in') }]}
    >
      {!isFramed && <Said>{m.panel_signed_out_how()}</Said>}
    </Screen>
  );
};
