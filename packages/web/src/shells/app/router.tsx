import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type RouteComponent,
} from '@tanstack/react-router';
import type { JSX } from 'react';
import { m } from '../../generated/messages/messages.js';
import { isSignedOut } from '../../api/ask.ts';
import { Bare } from './bare.tsx';
import { Loading } from '../../design/loading.tsx';
import { RouteError } from '../../api/app/route-error.tsx';
import { Message, NotAllowed, NotFound } from '../../design/app/message.tsx';
import { homeOf, roomsOf, type Room as RoomName } from './rooms.ts';
import { sessionQuery, useSession } from '../../api/app/session.ts';
import { Shell } from './shell.tsx';
import { hasToken, SignIn } from '../../features/sign-in/app/sign-in.tsx';

const HandOver = lazyRouteComponent(() => import('../../features/frames/app/hand-over.tsx'));
const AccessLog = lazyRouteComponent(() => import('../../features/access-log/app/access-log.tsx'));

const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  component: Outlet,
  errorComponent: ({ error, reset }) => (
    <Bare>
      <RouteError error={error} reset={reset} />
    </Bare>
  ),
  notFoundComponent: () => (
    <Bare>
      <NotFound />
    </Bare>
  ),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  beforeLoad: async ({ context }) => {
    if (hasToken()) return;
    const session = await context.queries.ensureQueryData(sessionQuery).catch(() => null);
    if (session) throw redirect({ to: '/', replace: true });
  },
  component: () => (
    <Bare>
      <SignIn homeOf={homeOf} />
    </Bare>
  ),
});

const handOver = createRoute({
  getParentRoute: () => root,
  path: '/hand-over',
  component: () => (
    <Bare>
      <HandOver />
    </Bare>
  ),
});

/** Parent of all routes that need a session. Loads the session before anything is rendered. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context }) => {
    try {
      return { session: await context.queries.ensureQueryData(sessionQuery) };
    } catch (error) {
      if (isSignedOut(error)) throw redirect({ to: '/sign-in', replace: true });
      throw error;
    }
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: ({ context }) => {
    const start = homeOf(context.session.roles);
    if (start === '/panel') throw redirect({ href: start, reloadDocument: true });
    if (start) throw redirect({ to: start, replace: true });
  },
  component: () => <Message title={m.shell_no_room_title()} text={m.shell_no_room_text()} />,
});

/** Renders a page for people whose roles open it. The server refuses its data to all others in any case. */
const room = (name: RoomName, load: () => Promise<{ readonly default: () => JSX.Element }>): RouteComponent => {
  const Inner = lazyRouteComponent(load);
  const Room: RouteComponent = () => (roomsOf(useSession().roles).some(({ room: id }) => id === name) ? <Inner /> : <NotAllowed />);
  if (Inner.preload) Room.preload = Inner.preload;
  return Room;
};

const floor = createRoute({
  getParentRoute: () => signedIn,
  path: '/floor',
  component: room('floor', () => import('../../features/board/app/floor.tsx')),
});
const incidents = createRoute({
  getParentRoute: () => signedIn,
  path: '/incidents',
  component: room('incidents', () => import('../../features/incidents/app/incidents.tsx')),
});
const requests = createRoute({
  getParentRoute: () => signedIn,
  path: '/requests',
  component: room('requests', () => import('../../features/debrief/app/debrief.tsx')),
});
const phrases = createRoute({
  getParentRoute: () => signedIn,
  path: '/phrases',
  component: room('phrases', () => import('../../features/phrasebook/app/phrases.tsx')),
});
const day = createRoute({
  getParentRoute: () => signedIn,
  path: '/day',
  component: room('day', () => import('../../features/day/app/day.tsx')),
});
const lines = createRoute({
  getParentRoute: () => signedIn,
  path: '/lines',
  component: room('lines', () => import('../../features/lines/app/lines.tsx')),
});

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/people',
  component: room('people', () => import('../../features/people/app/people.tsx')),
});
const teams = createRoute({
  getParentRoute: () => signedIn,
  path: '/teams',
  component: room('teams', () => import('../../features/people/app/teams.tsx')),
});
const policy = createRoute({
  getParentRoute: () => signedIn,
  path: '/policy',
  component: room('policy', () => import('../../features/centre-policy/app/policy.tsx')),
});
const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  component: room('audit', () => import('../../features/access-log/app/audit-log.tsx')),
});
const phoneSystem = createRoute({
  getParentRoute: () => signedIn,
  path: '/phone-system',
  component: room('phone-system', () => import('../../features/lines/app/phone-systems.tsx')),
});
/** Open to every person, regardless of roles. */
const myData = createRoute({
  getParentRoute: () => signedIn,
  path: '/my-data',
  component: lazyRouteComponent(() => import('../../features/my-data/app/my-data.tsx')),
});
const signIns = createRoute({
  getParentRoute: () => signedIn,
  path: '/sign-ins',
  component: lazyRouteComponent(() => import('../../features/sign-in/app/sign-ins.tsx')),
});
const design = createRoute({
  getParentRoute: () => signedIn,
  path: '/design',
  component: lazyRouteComponent(() => import('../../features/gallery/app/gallery.tsx')),
});

/** Open to every person, regardless of roles. */
const accessLog = createRoute({ getParentRoute: () => signedIn, path: '/looks', component: AccessLog });

const journal = createRoute({ getParentRoute: () => signedIn, path: '/journal', component: lazyRouteComponent(() => import('../../features/journal/app/journal.tsx')) });
const vault = createRoute({ getParentRoute: () => signedIn, path: '/vault', component: lazyRouteComponent(() => import('../../features/vault/app/vault.tsx')) });

const tree = root.addChildren([signIn, handOver, signedIn.addChildren([home, accessLog, journal, vault, floor, requests, incidents, phrases, day, lines, people, teams, policy, audit, phoneSystem, myData, signIns, design])]);

export const createAppRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queries },
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: () => <Loading label={m.shell_loading()} />,
    defaultPendingMs: 300,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
