import { type ComponentType, useEffect, useState } from 'react';
import { m } from '../../generated/messages/messages.js';
import { vaultMarkerSlice } from '../../vault/vault-marker.ts';
import type { RemindersProps } from '../../features/carry/panel/reminders.ts';
import type { CarryItem } from '../../features/carry/shared/index.ts';
import { noteState } from '../../features/frames/panel/framed.ts';
import { readSlice, onceRefused } from '../../local-store/index.ts';
import type { HomeProps } from './home.tsx';
import type { NoticesProps } from './notices.tsx';
import { Offer } from '../../features/recovery/panel/offer.tsx';
import { useAsked } from '../../features/phrasebook/panel/asked.ts';
import type { PhrasebookProps } from '../../features/phrasebook/panel/phrasebook.tsx';
import { isRoomId, type RoomId } from './rooms.ts';
import { beforeReload } from '../../design/reload.ts';
import { wait } from '../../design/schedule.ts';
import type { Announce } from '../../design/panel/announce.ts';
import type { PhaseScreenProps } from '../../features/recovery/panel/phase-screen.tsx';
import { oneMoment } from '../../features/recovery/panel/one-moment.tsx';
import type { Panel } from '../../api/panel/use-panel.ts';
import { useReset } from '../../features/reset/panel/use-reset.ts';
import { useRested, useRoom } from '../../design/panel/use-room.ts';
import { useOpenRoom } from './use-open-room.ts';
import { useSending } from '../../api/panel/use-sending.ts';
import { useView } from '../../features/recovery/panel/use-view.ts';
import { useWidth } from '../../design/panel/width.ts';
import { time } from '../../design/panel/time-words.ts';

/** `sessionStorage` key of the room that is open when the page reloads itself. */
const openRoomKey = 'onhook.room';

/** Returns the room that was open before the page reloaded itself, or that is in the URL's fragment, such as #library. */
const initialRoom = (): RoomId | null => {
  let before: string | null = null;
  try {
    before = sessionStorage.getItem(openRoomKey);
    sessionStorage.removeItem(openRoomKey);
  } catch {}
  return isRoomId(before) ? before : isRoomId(location.hash.slice(1)) ? (location.hash.slice(1) as RoomId) : null;
};

const retryMs = 3000;

/** Loads the screen between calls. Tries again until it is loaded, because the panel has nothing else to show. */
const loadHome = async (): Promise<ComponentType<HomeProps>> => {
  for (;;) {
    try {
      return (await import('./home.tsx')).Home;
    } catch {
      await wait(retryMs);
    }
  }
};

interface Props extends Extract<Panel, { kind: 'on' }> {
  readonly connected: boolean;
  readonly announce: Announce;
}

/** The panel of a signed-in agent. Shows the screen of the current phase. */
export const SignedIn = ({ view: served, connected, announce }: Props) => {
  const { person } = served.person;
  const width = useWidth();
  const view = useView(served, connected);
  const { act, sendEventually } = useSending(person, connected, announce);
  const { phase, Reset, trying, isKnown, aside, wish, wishes, accept, stopTrying } = useReset(view, sendEventually);
  const [due, setDue] = useState<readonly CarryItem[]>([]);

  const [opened, setOpened] = useState(initialRoom);
  useEffect(() => beforeReload(() => opened && sessionStorage.setItem(openRoomKey, opened)), [opened]);
  /** True while the agent chooses another technique than the offered one. */
  const [instead, setInstead] = useState(false);
  useEffect(() => setInstead(false), [view.recovery?.recovery]);
  const onRoomMissing = (): void => {
    setOpened(null);
    setInstead(false);
    announce(m.offline_no_room());
  };
  const Opened = useOpenRoom(opened, onRoomMissing);
  const Library = useOpenRoom(instead ? 'library' : null, onRoomMissing);
  const rested = useRested(phase.kind === 'idle');
  // An offer or a reset does not need the screen between calls, which loads before they end.
  const isUrgent = phase.kind === 'offer' || phase.kind === 'reset';
  const Home = useRoom<HomeProps>(loadHome, !isUrgent);
  // Not loaded before the first step of a reset, which does not need it. A panel between calls may be open while a new version is installed.
  const isIdle = phase.kind === 'idle';
  useEffect(() => {
    if (isIdle) void import('../../design/outdated.ts').then(({ reloadWhenOutdated }) => reloadWhenOutdated()).catch(() => {});
  }, [isIdle]);
  const PhaseScreen = useRoom<PhaseScreenProps>(async () => (await import('../../features/recovery/panel/phase-screen.tsx')).PhaseScreen, !isIdle && !isUrgent);
  const Notices = useRoom<NoticesProps>(async () => (await import('./notices.tsx')).Notices, rested);
  const Reminders = useRoom<RemindersProps>(async () => (await import('../../features/carry/panel/reminders.ts')).Reminders, rested);
  const phrasebook = useAsked(person, trying ? 'reset' : phase.kind);
  const Phrasebook = useRoom<PhrasebookProps>(
    async () => (await import('../../features/phrasebook/panel/phrasebook.tsx')).Phrasebook,
    phrasebook.asked,
    () => {
      announce(m.panel_failed());
      phrasebook.close();
    },
  );

  // Runs at once for a person with a vault, because its data is needed; later for all others. Runs again when the connection is back.
  useEffect(() => {
    const start = (): Promise<void> => import('../../vault/begin.ts').then(({ startVault }) => startVault(person));
    if (connected) void readSlice(person, vaultMarkerSlice).then((centre) => (rested || centre !== null ? start() : undefined)).catch(() => {});
  }, [connected, person, rested]);
  const offeredUntil = phase.kind === 'offer' ? phase.pausedUntil : null;
  useEffect(() => onceRefused(() => announce(m.kept_refused())), [announce]);
  useEffect(() => {
    document.title = offeredUntil === null ? m.panel_title() : m.panel_title_paused({ time: time(offeredUntil) });
  }, [offeredUntil]);
  useEffect(() => noteState(phase.kind), [phase.kind]);

  const goBack = (recovery: string): void => void act('POST /api/recoveries/:recovery/end', { params: { recovery } });
  const room = { view, width, act, announce };
  const reset = { person, wish, width, act, announce };

  const screen = () => {
    if (phrasebook.asked && Phrasebook) return <Phrasebook person={person} onClose={phrasebook.close} takeEarly={phrasebook.takeEarly} />;

    switch (phase.kind) {
      case 'on-call':
      case 'ending':
      case 'no-line':
      case 'asked':
      case 'waiting':
        if (PhaseScreen) return <PhaseScreen phase={phase} width={width} onPhrases={phrasebook.ask} />;
        return phase.kind === 'on-call' ? null : oneMoment(width);
      case 'offer':
      case 'paused': {
        const { recovery } = phase;
        const onElse = (): void => setInstead(true);
        if (!isKnown) return oneMoment(width);
        if (Library) return <Library {...room} onClose={() => setInstead(false)} />;
        if (phase.kind === 'paused') {
          const begin = (): void => void accept(recovery.recovery, null);
          return PhaseScreen ? <PhaseScreen phase={phase} width={width} onBegin={begin} onBack={() => goBack(recovery.recovery)} onElse={onElse} /> : oneMoment(width);
        }
        return (
          <Offer
            key={phase.offer.offer}
            {...phase}
            width={width}
            person={person}
            act={act}
            sendEventually={sendEventually}
            onAccept={accept}
            onBack={goBack}
            onElse={onElse}
            aside={aside}
          />
        );
      }
      case 'reset': {
        const { recovery, pausedUntil } = phase;
        if (!Reset) return oneMoment(width);
        return (
          <Reset
            key={recovery.recovery}
            {...reset}
            recovery={recovery}
            pausedUntil={pausedUntil}
            onBack={() => goBack(recovery.recovery)}
          />
        );
      }
      case 'idle':
        if (trying && Reset) return <Reset key={`tried-${wishes}`} {...reset} recovery={null} pausedUntil={null} onBack={stopTrying} />;
        if (Opened) return <Opened {...room} onClose={() => setOpened(null)} />;
        if (!Home) return oneMoment(width);
        return (
          <Home
            view={view}
            width={width}
            act={act}
            sendEventually={sendEventually}
            aside={aside}
            due={due}
            onOpen={setOpened}
            onPhrases={phrasebook.ask}
            notice={Notices && <Notices person={person} announce={announce} onOpen={setOpened} />}
          />
        );
    }
  };

  return (
    <>
      {Reminders && <Reminders person={person} view={view} onDue={setDue} />}
      {screen()}
    </>
  );
};
