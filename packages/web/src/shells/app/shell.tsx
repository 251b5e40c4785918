import { Link, Outlet } from '@tanstack/react-router';
import { WifiOff } from 'lucide';
import { Suspense } from 'react';
import { Banner } from '../../design/banner.tsx';
import { m } from '../../generated/messages/messages.js';
import { connection } from '../../api/connection.ts';
import { Loading } from '../../design/loading.tsx';
import { Logo } from '../../design/cord/index.ts';
import { type Room, roomsOf } from './rooms.ts';
import { FormatsProvider, useFormatsOf, useSession } from '../../api/app/session.ts';
import { SettingsMenu } from './settings-menu.tsx';
import css from './shell.module.css';
import { useStore } from '../../design/store.ts';
import type { Formats } from '../../design/app/format.ts';

const names: Readonly<Record<Room, () => string>> = {
  floor: m.shell_room_floor,
  requests: m.debrief_room,
  incidents: m.incidents_title,
  phrases: m.shell_room_phrases,
  day: m.shell_room_day,
  lines: m.shell_room_lines,
  people: m.shell_room_people,
  teams: m.shell_room_teams,
  panel: m.shell_room_panel,
};

const ConnectionSign = ({ formats }: { readonly formats: Formats }) => {
  const { answered, liveLostAt } = useStore(connection.store);
  const lost = !answered || liveLostAt !== null;
  return (
    <div role="status" className={css.sign}>
      {lost && (
        <Banner sign={WifiOff} way={{ label: m.shell_try_again(), onTake: connection.retry }}>
          {liveLostAt === null ? m.shell_away() : m.shell_live_lost({ time: formats.time(liveLostAt) })}
        </Banner>
      )}
    </div>
  );
};

/** The frame of every room: the product's name, the person's rooms and name, and the state of the connection. */
export const Shell = () => {
  const session = useSession();
  const formats = useFormatsOf(session.centre.timezone);
  const rooms = roomsOf(session.roles);
  return (
    <FormatsProvider value={formats}>
      <a className={css.skip} href="#main">
        {m.shell_skip()}
      </a>
      <header className={css.header}>
        <Link to="/" className={css.brand} aria-label={m.shell_name()}>
          <Logo />
          <span className={css.name}>{m.shell_name()}</span>
        </Link>
        <nav className={css.rooms} aria-label={m.shell_rooms()}>
          {rooms.map(({ room, path }) =>
            path === '/panel' ? (
              <a key={room} href={path} className={css.room}>
                {names[room]()}
              </a>
            ) : (
              <Link key={room} to={path} className={css.room}>
                {names[room]()}
              </Link>
            ),
          )}
        </nav>
        <p className={css.centre}>{session.centre.name}</p>
        <SettingsMenu {...session.person} />
      </header>
      <ConnectionSign formats={formats} />
      <Suspense fallback={<Loading label={m.shell_loading()} />}>
        <Outlet />
      </Suspense>
    </FormatsProvider>
  );
};
