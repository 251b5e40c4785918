import { useRouter } from '@tanstack/react-router';
import { ServerUnavailable, Message, NotAllowed } from '../../design/app/message.tsx';
import { Button } from '../../design/button.tsx';
import { m } from '../../generated/messages/messages.js';
import { NoAnswer, whyOf } from '../ask.ts';
import { connection } from '../connection.ts';

/** The page of a route that failed: its cause in words, and a way on. */
export const RouteError = ({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) => {
  const router = useRouter();
  const again = () => {
    connection.retry();
    reset?.();
    void router.invalidate();
  };
  if (error instanceof Error && error.name === 'FileMissing') return <ServerUnavailable onRetry={again} />;
  if (!(error instanceof NoAnswer))
    return (
      <Message uncoiled={0.25} title={m.shell_broken_title()} text={m.shell_broken_text()}>
        <Button kind="main" onClick={() => location.reload()}>
          {m.shell_reload()}
        </Button>
      </Message>
    );
  const why = whyOf(error);
  if (why.kind === 'offline') return <ServerUnavailable onRetry={again} />;
  if (why.error === 'not-allowed') return <NotAllowed />;
  return <ServerUnavailable onRetry={again} busy />;
};
