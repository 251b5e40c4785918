import { handOverAddress, readCode } from '@onhook/contract/hand-over';
import { useEffect, useState } from 'react';
import { Cord } from '../../../design/cord/index.ts';
import { m } from '../../../generated/messages/messages.js';
import { Paragraph, Screen } from '../../../design/panel/screen.tsx';
import { client } from '../../../api/client.ts';
import { hostOrigin } from './host.ts';

export interface SignInProps {
  readonly width: number;
}

/** Secret of this frame: the verifier stays here, the challenge goes to the window that signs in. */
interface Secret {
  readonly verifier: string;
  readonly challenge: string;
  readonly host: string;
}

const base64url = (bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const newSecret = async (host: string): Promise<Secret> => {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  return { verifier, challenge, host };
};

type State = 'ready' | 'no-host' | 'open' | 'no-window' | 'refused' | 'offline';

const words: Readonly<Record<State, () => string>> = {
  ready: m.frame_sign_in_how,
  'no-host': m.frame_no_host,
  open: m.frame_sign_in_open,
  'no-window': m.frame_no_window,
  refused: m.frame_refused,
  offline: m.frame_offline,
};

/** Sign-in of a framed panel. A window of our own origin hands the sign-in over to the frame. */
export const FramedSignIn = ({ width }: SignInProps) => {
  const [secret, setSecret] = useState<Secret | null>(null);
  const [state, setState] = useState<State>('ready');
  const [opened, setOpened] = useState<Window | null>(null);

  // Prepared in advance, because browsers open a window only during the tap itself.
  const renew = async (): Promise<void> => {
    const host = await hostOrigin();
    if (host === null) setState('no-host');
    else setSecret(await newSecret(host));
  };
  useEffect(() => void renew(), []);

  useEffect(() => {
    const receive = ({ data, origin, source }: MessageEvent): void => {
      const code = readCode(data);
      if (!secret || code === null || source !== opened || origin !== location.origin) return;
      opened?.close();
      setOpened(null);
      void client('POST /api/frames/session', { body: { code, verifier: secret.verifier } }).then((reply) => {
        if (reply.kind === 'ok') return location.reload();
        setState(reply.kind);
        return renew();
      });
    };
    addEventListener('message', receive);
    return () => removeEventListener('message', receive);
  }, [secret, opened]);

  const open = (): void => {
    if (!secret) return;
    const win = window.open(handOverAddress(secret), '_blank', 'popup,width=460,height=720');
    setOpened(win);
    setState(win ? 'open' : 'no-window');
  };

  return (
    <Screen
      picture={<Cord progress={1} width={width} />}
      title={m.frame_sign_in_title()}
      {...(state !== 'no-host' && { main: { label: m.frame_sign_in(), disabled: secret === null, onTake: open } })}
    >
      <Paragraph>{words[state]()}</Paragraph>
    </Screen>
  );
};
