import { useRouter } from '@tanstack/react-router';
import { ServerUnavailable, Message, NotAllowed } from '../../design/app/message.tsx';
import { Button } from '../../design/button.tsx';
import { m } from '../../generated/messages/messages.js';
import { RequestFailed, failureOf } from '../ask.ts';
import { connection } from '../connection.ts';

/** Page of a route that failed to load: the cause, and a button to try again. */
export const RouteError = ({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) => {
  const router = useRouter();
  const retry = () => {
    connection.retry();
    reset?.();
    void router.invalidate();
  };
  if (error instanceof Error && error.name === 'FileMissing') return <ServerUnavailable onRetry={retry} />;
  if (!(error instanceof RequestFailed))
    return (
      <Message uncoiled={0.25} title={m.shell_broken_title()} text={m.shell_broken_text()}>
        <Button kind="main" onClick={() => location.reload()}>
          {m.shell_reload()}
        </Button>
      </Message>
    );
  const failure = failureOf(error);
  if (failure.kind === 'offline') return <ServerUnavailable onRetry={retry} />;
  if (failure.error === 'not-allowed') return <NotAllowed />;
  return <ServerUnavailable onRetry={retry} busy />;
};
