import type { BoardAgent, BoardView, RequestForMe } from '@onhook/contract';
import { Link } from '@tanstack/react-router';
import { memo, useId } from 'react';
import { useFormats } from '../../../api/app/session.ts';
import { Bar } from '../../../design/bar.tsx';
import { m } from '../../../generated/messages/messages.js';
import { getLocale } from '../../../generated/messages/runtime.js';
import { wishOnCard } from '../../debrief/app/index.ts';
import { arrange, type BoardOrder } from './order.ts';
import { StateShape, stateWord } from './state.tsx';
import css from './team.module.css';

/** Minutes of a full bar: long for any state, so that a glance tells a few minutes from a quarter of an hour. */
const fullBarMinutes = 30;
const timed = ({ state, since }: BoardAgent): boolean => since !== null && state !== 'logged-out' && state !== 'unknown';

interface RowProps {
  readonly agent: BoardAgent;
  /** Whole minutes in this state. The row is rendered again only when they or the agent change. */
  readonly minutes: number;
  /** Open request of the agent; undefined when there is none. */
  readonly request: RequestForMe | undefined;
}

const Row = memo(({ agent, minutes, request }: RowProps) => {
  const formats = useFormats();
  const recovers = agent.backBy !== null;
  return (
    <tr role="row" className={css.row} data-state={agent.state} data-asks={request !== undefined}>
      <th role="rowheader" scope="row" className={css.name}>
        {agent.name}
      </th>
      <td role="cell" className={css.state} colSpan={recovers ? 2 : 1}>
        <span className={css.stateLine}>
          <StateShape state={agent.state} />
          <span className={css.words}>
            {agent.backBy !== null ? m.lead_recovery({ time: formats.time(agent.backBy) }) : stateWord(agent.state)}
            {!recovers && agent.reason !== null && <span className={css.detail}> {agent.reason}</span>}
          </span>
        </span>
      </td>
      {request === undefined ? (
        <>
          {!recovers && (
            <td role="cell" className={css.since}>
              {timed(agent) && (
                <span className={css.sinceLine}>
                  <Bar share={minutes / fullBarMinutes} tone="quiet" className={css.bar} />
                  <span className={css.minutes}>{formats.minutes(minutes * 60_000)}</span>
                </span>
              )}
            </td>
          )}
          <td role="cell" className={css.queues}>
            {agent.queues.join(', ')}
          </td>
        </>
      ) : (
        <td role="cell" className={css.wishes} colSpan={recovers ? 1 : 2}>
          <span className={css.asks}>
            <span className={css.wish}>{wishOnCard(request.wish)}</span>
            <Link to="/requests" className={css.answer} aria-label={m.lead_answer_named({ name: agent.name })}>
              {m.lead_answer()}
            </Link>
          </span>
        </td>
      )}
    </tr>
  );
});

interface HeadProps {
  readonly id: string;
  readonly name: string;
  readonly found: number;
  readonly all: number;
}

const Head = memo(({ id, name, found, all }: HeadProps) => {
  const formats = useFormats();
  const shown = formats.number(all);
  return (
    <div className={css.head}>
      <h2 id={id} className={css.teamName}>
        {name}
      </h2>
      <p className={css.count}>
        {found === all ? m.lead_team_count({ count: all, shown }) : m.lead_team_found({ found: formats.number(found), shown })}
      </p>
    </div>
  );
});

interface TeamProps {
  readonly team: BoardView['teams'][number];
  readonly find: string;
  readonly order: BoardOrder;
  readonly now: number;
  /** True for a large floor. */
  readonly large: boolean;
  /** Open requests by asker. */
  readonly asking: ReadonlyMap<string, RequestForMe>;
}

export const Team = memo(({ team, find, order, now, large, asking }: TeamProps) => {
  const id = useId();
  const shown = arrange(team.agents, find, order, getLocale());
  if (find !== '' && shown.length === 0) return null;
  return (
    <section
      className={large ? `${css.team} ${css.large}` : css.team}
      aria-labelledby={id}
      style={large ? { containIntrinsicBlockSize: `auto ${4 + shown.length * 1.8}rem` } : undefined}
    >
      <Head id={id} name={team.name} found={shown.length} all={team.agents.length} />
      {team.agents.length === 0 ? (
        <p className={css.empty}>{m.lead_empty_team()}</p>
      ) : (
        <table role="table" className={css.table} aria-labelledby={id}>
          <thead role="rowgroup" className={css.columns}>
            <tr role="row">
              {[m.lead_agent(), m.lead_state(), m.lead_since(), m.lead_in_queues()].map((column) => (
                <th key={column} role="columnheader" scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {shown.map((agent) => (
              <Row key={agent.person} agent={agent} request={asking.get(agent.person)} minutes={Math.max(0, Math.floor((now - (agent.since ?? now)) / 60_000))} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
});
