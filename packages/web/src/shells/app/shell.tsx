import { Link, Outlet } from '@tanstack/react-router';
import { WifiOff } from 'lucide';
import { Suspense, useCallback, useEffect, useState } from 'react';
import { Banner } from '../../design/banner.tsx';
import { m } from '../../generated/messages/messages.js';
import { connection } from '../../api/connection.ts';
import { Loading } from '../../design/loading.tsx';
import { Logo } from '../../design/cord/index.ts';
import { roomName, roomsOf } from './rooms.ts';
import { FormatsProvider, useFormatsOf, useSession } from '../../api/app/session.ts';
import { PaletteOpener } from './palette/opener.tsx';
import { SettingsMenu, signOut } from './settings-menu.tsx';
import css from './shell.module.css';
import { useStore } from '../../design/store.ts';
import type { Formats } from '../../design/app/format.ts';
import { waiting } from '../../design/app/waiting.ts';
import { VisuallyHidden } from '../../design/visually-hidden.tsx';
import { useRequestsWaiting } from '../../features/debrief/app/index.ts';

/** Shows how many people wait for an answer of this lead, and sets the number in the page's title. */
const RequestsBadge = () => {
  const n = useRequestsWaiting();
  useEffect(() => {
    waiting.set(n);
    return () => waiting.set(0);
  }, [n]);
  return (
    n > 0 && (
      <>
        <span className={css.badge} aria-hidden="true">
          {n}
        </span>
        <VisuallyHidden>{m.shell_waiting({ n })}</VisuallyHidden>
      </>
    )
  );
};

const ConnectionBanner = ({ formats }: { readonly formats: Formats }) => {
  const { answered, liveLostAt } = useStore(connection.store);
  const isLost = !answered || liveLostAt !== null;
  return (
    <div role="status" className={css.sign}>
      {isLost && (
        <Banner sign={WifiOff} way={{ label: m.shell_try_again(), onTake: connection.retry }}>
          {liveLostAt === null ? m.shell_away() : m.shell_live_lost({ time: formats.time(liveLostAt) })}
        </Banner>
      )}
    </div>
  );
};

/** Frame of every page for a signed-in person: the product's name, the navigation, the person's menu and the state of the connection. */
export const Shell = () => {
  const session = useSession();
  const formats = useFormatsOf(session.centre.timezone);
  const rooms = roomsOf(session.roles);
  const [hasFailed, setHasFailed] = useState(false);
  const { person } = session.person;
  const leave = useCallback(() => void signOut(person).then((done) => setHasFailed(!done)), [person]);
  return (
    <FormatsProvider value={formats}>
      <a className={css.skip} href="#main">
        {m.shell_skip()}
      </a>
      <header className={css.bar}>
        <div className={css.header}>
          <Link to="/" className={css.brand} aria-label={m.shell_name()}>
            <Logo />
            <span>{m.shell_name()}</span>
          </Link>
          <nav className={css.rooms} aria-label={m.shell_rooms()}>
            {rooms.map(({ room, path }) =>
              path === '/panel' ? (
                <a key={room} href={path} className={css.room}>
                  {roomName(room)}
                </a>
              ) : (
                <Link key={room} to={path} className={css.room}>
                  {roomName(room)}
                  {room === 'requests' && <RequestsBadge />}
                </Link>
              ),
            )}
          </nav>
          <div className={css.end}>
            <PaletteOpener onSignOut={leave} />
            <p className={css.centre}>{session.centre.name}</p>
            <SettingsMenu name={session.person.name} onSignOut={leave} failed={hasFailed} />
          </div>
        </div>
      </header>
      <ConnectionBanner formats={formats} />
      <Suspense fallback={<Loading label={m.shell_loading()} />}>
        <Outlet />
      </Suspense>
    </FormatsProvider>
  );
};
