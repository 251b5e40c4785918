import type { BoardView } from '@onhook/contract';
import { PhoneOff } from 'lucide';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useServerNow } from '../../../api/server-clock.ts';
import { connection } from '../../../api/connection.ts';
import { ServerUnavailable, NotAllowed } from '../../../design/app/message.tsx';
import { Page } from '../../../design/app/page.tsx';
import { useFormats } from '../../../api/app/session.ts';
import { useShortcut } from '../../../design/app/shortcut.ts';
import { Banner } from '../../../design/banner.tsx';
import { Button } from '../../../design/button.tsx';
import { Empty } from '../../../design/empty.tsx';
import { Loading } from '../../../design/loading.tsx';
import { VisuallyHidden } from '../../../design/visually-hidden.tsx';
import { m } from '../../../generated/messages/messages.js';
import { getLocale } from '../../../generated/messages/runtime.js';
import { Asking, useRequests } from '../../debrief/app/index.ts';
import { Finder } from './finder.tsx';
import { floorFind } from './floor-find.ts';
import { useStore } from '../../../design/store.ts';
import css from './floor.module.css';
import { arrange, countStates, type BoardOrder } from './order.ts';
import { Queues } from './queues.tsx';
import { StateShape, stateWord } from './state.tsx';
import { Team } from './team.tsx';
import { useFeed } from './use-feed.ts';

/** Interval at which minutes are recounted, in milliseconds. Only waiting callers are shown by the second. */
const minuteTickMs = 10_000;

/** Number of agents from which teams out of sight are not laid out. */
const largeFloor = 100;

const Totals = ({ board }: { readonly board: BoardView }) => {
  const formats = useFormats();
  const totals = useMemo(() => countStates(board.teams.flatMap(({ agents }) => agents)), [board.teams]);
  return (
    <ul className={css.totals} aria-label={m.lead_totals()}>
      {totals.map(({ state, count }) => (
        <li key={state} className={css.total}>
          <StateShape state={state} />
          {stateWord(state)} <span className={css.count}>{formats.number(count)}</span>
        </li>
      ))}
    </ul>
  );
};

/** Server's time of day, to compare with every "until" on this page. */
const TimeOfDay = () => <p className={css.time}>{useFormats().time(useServerNow(minuteTickMs))}</p>;

const Board = ({ board }: { readonly board: BoardView }) => {
  const now = useServerNow(minuteTickMs);
  const formats = useFormats();
  const find = useStore(floorFind);
  const setFind = floorFind.set;
  useEffect(() => () => floorFind.set(''), []);
  const [order, setOrder] = useState<BoardOrder>('name');
  const finder = useRef<HTMLInputElement>(null);
  const focusFinder = useCallback(() => finder.current?.focus(), []);
  useShortcut('/', focusFinder);
  const found = useMemo(
    () => (find === '' ? null : board.teams.reduce((sum, { agents }) => sum + arrange(agents, find, 'name', getLocale()).length, 0)),
    [board.teams, find],
  );
  const requests = useRequests();
  const asking = useMemo(() => new Map(requests.map((request) => [request.from.person, request])), [requests]);
  const agentCount = board.teams.reduce((sum, { agents }) => sum + agents.length, 0);
  const nobody = agentCount === 0;
  const large = agentCount > largeFloor;
  return (
    <>
      <div role="status">
        {!board.phonesUp && (
          <div className={css.phonesDown}>
            <Banner sign={PhoneOff}>{m.lead_phones_down()}</Banner>
          </div>
        )}
      </div>
      <section className={css.queues} aria-label={m.lead_queues()}>
        <Queues queues={board.queues} />
      </section>
      {nobody ? (
        <Empty title={m.lead_empty_title()} text={m.lead_empty_text()} />
      ) : (
        <section aria-label={m.lead_agents()}>
          <div className={css.bar}>
            <Totals board={board} />
            <Finder ref={finder} find={find} onFind={setFind} order={order} onOrder={setOrder} />
          </div>
          <div role="status" className={found === 0 ? css.notFound : undefined}>
            {found === 0 && (
              <>
                <p>{m.lead_found_none({ name: find.trim() })}</p>
                <Button onClick={() => setFind('')}>{m.lead_clear()}</Button>
              </>
            )}
            {found !== null && found > 0 && (
              <VisuallyHidden>{m.lead_found({ count: found, shown: formats.number(found) })}</VisuallyHidden>
            )}
          </div>
          <div className={css.teams}>
            {board.teams.map((team) => (
              <Team key={team.team} team={team} find={find} order={order} now={now} large={large} asking={asking} />
            ))}
          </div>
        </section>
      )}
    </>
  );
};

const onBoard = (board: BoardView): ReadonlySet<string> => new Set(board.teams.flatMap(({ agents }) => agents.map(({ person }) => person)));

const Floor = () => {
  const feed = useFeed();
  switch (feed.kind) {
    case 'opening':
      return (
        <Page title={m.lead_title()}>
          <Loading label={m.lead_opening()} />
        </Page>
      );
    case 'away':
      return <ServerUnavailable onRetry={connection.retry} />;
    case 'refused':
      return feed.error === 'not-allowed' ? <NotAllowed /> : <ServerUnavailable onRetry={connection.retry} busy />;
    case 'board':
      return (
        <Page title={m.lead_title()} beside={<TimeOfDay />}>
          <Asking shown={onBoard(feed.board)} />
          <Board board={feed.board} />
        </Page>
      );
  }
};
export default Floor;
