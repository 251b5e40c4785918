import { type ComponentType, useEffect, useState } from 'react';
import { Cord, ThinLine } from '../design/cord/index.ts';
import { m } from '../generated/messages/messages.js';
import type { NoticeProps } from './circle/notice.tsx';
import { isFramed, noteState } from './frame/framed.ts';
import type { SignInProps } from './frame/sign-in.tsx';
import { useReminders } from './carry/use-reminders.ts';
import { Idle } from './idle.tsx';
import { whenRefused } from './kept/index.ts';
import { useKept } from './kept/use-kept.ts';
import { openAt } from './library/place.ts';
import { Offer } from './offer.tsx';
import { type Call, nudge, outboxSlice, post, whenRefusedLate, withWaiting } from './outbox/index.ts';
import css from './panel.module.css';
import { phaseOf } from './phase.ts';
import { useAsked } from './phrasebook/asked.ts';
import type { PhrasebookProps } from './phrasebook/index.tsx';
import type { ResetProps } from './reset/index.tsx';
import { useAside, useRunning } from './running.ts';
import { prefsSlice } from './reset/prefs.ts';
import { type Wish, onStart } from './reset/start.ts';
import type { RoomProps } from './room.ts';
import { type RoomId, rooms } from './rooms.ts';
import type { Say } from './say.ts';
import { Said, Screen } from './screen.tsx';
import { stale } from './stale.ts';
import { type Client, type Panel as PanelState, sendNow, useNow, usePanel } from './use-panel.ts';
import { useWidth } from './width.ts';
import { time } from './words.ts';

/** Loads a room when it is first needed; null until it is here. */
const useRoom = <Props,>(
  load: () => Promise<ComponentType<Props>>,
  wanted: boolean,
  // Without a connection it may not come; it is asked for again the next time it is wanted.
  failed: () => void = () => {},
): ComponentType<Props> | null => {
  const [room, setRoom] = useState<{ readonly Room: ComponentType<Props> } | null>(null);
  useEffect(() => {
    if (wanted && !room) void load().then((Room) => setRoom({ Room }), failed);
  }, [wanted]);
  return room?.Room ?? null;
};

/** The room that is open, once it has been loaded. */
const useOpened = (opened: RoomId | null, onMissing: () => void): ComponentType<RoomProps> | null => {
  const [room, setRoom] = useState<{ readonly id: RoomId; readonly Room: ComponentType<RoomProps> } | null>(null);
  useEffect(() => {
    if (opened !== null) void rooms[opened].load().then((Room) => setRoom({ id: opened, Room }), onMissing);
  }, [opened]);
  return room !== null && room.id === opened ? room.Room : null;
};

/** The library can be opened by its own address, to be read. */
const askedFor = (): RoomId | null => (location.hash === '#library' ? 'library' : null);

const loadReset = () => import('./reset/index.tsx');
const loadPhrasebook = () => import('./phrasebook/index.tsx');
const loadSignIn = () => import('./frame/sign-in.tsx');

interface SignedInProps extends Extract<PanelState, { kind: 'on' }> {
  readonly connected: boolean;
  readonly say: Say;
}

/** How often what nobody confirms is looked at again. */
const doubtMs = 1000;

const SignedIn = ({ view: told, clock, connected, say }: SignedInProps) => {
  const width = useWidth();
  const { person } = told.person;
  const [outbox] = useKept(person, outboxSlice);
  const now = useNow(clock, connected ? null : doubtMs);
  const view = withWaiting(connected ? told : stale(told, now), outbox?.waiting ?? []);
  const running = useRunning(person);
  const [accepted, setAccepted] = useState<string | null>(null);
  const [opened, setOpened] = useState(askedFor);
  const due = useReminders(person, view, clock);
  const aside = useAside(person, view.serverNow);
  // Read early: what an offer begins is known when it is accepted.
  useKept(person, prefsSlice);
  const [{ wish, wishes }, count] = useState<{ readonly wish: Wish | null; readonly wishes: number }>({ wish: null, wishes: 0 });
  const setWish = (next: Wish | null): void => count((before) => ({ wish: next, wishes: before.wishes + 1 }));
  const runningFor = running?.recovery ?? null;
  const phase = phaseOf(view, runningFor !== null && runningFor === view.recovery?.recovery ? runningFor : accepted);
  /** Between calls a reset may be tried, without a recovery. */
  const trying = phase.kind === 'idle' && (wish !== null || running?.recovery === null);
  const Reset = useRoom<ResetProps>(
    async () => (await loadReset()).Reset,
    phase.kind === 'offer' || phase.kind === 'held' || phase.kind === 'reset' || trying,
  );
  /** Something else than what the offer begins. */
  const [instead, setInstead] = useState(false);
  useEffect(() => setInstead(false), [view.recovery?.recovery]);
  const Notice = useRoom<NoticeProps>(async () => (await import('./circle/notice.tsx')).Notice, phase.kind === 'idle');
  const missing = (): void => {
    setOpened(null);
    setInstead(false);
    say(m.offline_no_room());
  };
  const Opened = useOpened(opened, missing);
  const Library = useOpened(instead ? 'library' : null, missing);

  const phrasebook = useAsked(person, trying ? 'reset' : phase.kind);
  const Phrasebook = useRoom<PhrasebookProps>(
    async () => (await loadPhrasebook()).Phrasebook,
    phrasebook.asked,
    () => {
      say(m.phrases_loading_failed());
      phrasebook.close();
    },
  );

  // A reset whose recovery is over has been interrupted; what was answered in it stays the agent's.
  const over =
    running !== null &&
    running !== undefined &&
    view.line !== null &&
    (running.recovery === null ? phase.kind !== 'idle' : view.recovery?.recovery !== running.recovery);
  const letGo = async (): Promise<void> => {
    setWish(null);
    const { setAside } = await loadReset();
    const because = phase.kind === 'on-call' ? 'call' : (view.lastClosed?.because ?? null);
    await setAside(person, because, view.serverNow);
  };
  useEffect(() => {
    if (over) void letGo();
  }, [over]);

  useEffect(() => whenRefused(() => say(m.kept_refused())), []);
  useEffect(() => {
    if (connected) void nudge(person);
  }, [connected, person]);
  useEffect(
    () => whenRefusedLate(({ call }) => say(call.key === 'POST /api/calls/:call/:leg/tap' ? m.offline_tap_too_late() : '')),
    [],
  );

  useEffect(() => {
    document.title = phase.kind === 'offer' ? m.panel_title_held({ time: time(phase.heldUntil) }) : m.panel_title();
  }, [phase.kind]);

  useEffect(() => noteState(phase.kind), [phase.kind]);

  /** For what only makes sense now: says so when it did not go through. */
  const act = (async (...args: Parameters<Client>) => {
    say('');
    const reply = await sendNow(...args);
    if (reply.kind === 'offline') say(m.offline_not_now());
    if (reply.kind === 'refused') say(reply.error === 'no-longer-possible' ? m.panel_too_late() : m.panel_failed());
    return reply;
  }) as Client;

  /** For what counts also when it is told later. */
  const tell = async (call: Call): Promise<boolean> => {
    say('');
    const outcome = await post(person, call);
    if (outcome.kind === 'refused') say(outcome.error === 'no-longer-possible' ? m.panel_too_late() : m.panel_failed());
    return outcome.kind !== 'refused';
  };

  const accept = async (recovery: string, offer: string | null): Promise<void> => {
    setAccepted(recovery);
    if (!offer) return;
    const input = { params: { offer }, body: { answer: 'accepted' } } as const;
    if (await tell({ key: 'POST /api/offers/:offer/answer', input })) return;
    setAccepted(null);
    await letGo();
  };

  const goBack = (recovery: string): void =>
    void act('POST /api/recoveries/:recovery/end', { params: { recovery } });

  useEffect(
    () =>
      onStart((wished) => {
        if (phase.kind !== 'offer' && phase.kind !== 'held' && phase.kind !== 'idle') return;
        setWish(wished);
        if (phase.kind !== 'idle') void accept(phase.recovery.recovery, phase.kind === 'offer' ? phase.offer.offer : null);
      }),
    [phase],
  );

  if (phrasebook.asked && Phrasebook) return <Phrasebook person={person} onClose={phrasebook.close} />;

  // Whether a reset goes on is known a moment after the panel was opened; what is held then waits for it.
  if (running === undefined && (phase.kind === 'offer' || phase.kind === 'held'))
    return <Screen picture={<Cord progress={0} width={width} />} title={m.panel_asked()} />;

  if (Library && (phase.kind === 'offer' || phase.kind === 'held'))
    return <Library view={view} clock={clock} width={width} act={act} say={say} onClose={() => setInstead(false)} />;

  switch (phase.kind) {
    case 'on-call':
      return (
        <main className={css.call}>
          <ThinLine />
        </main>
      );
    case 'no-line':
      return (
        <Screen picture={<Cord progress={1} width={width} />} title={m.panel_no_line()}>
          <Said>{m.panel_no_line_how()}</Said>
        </Screen>
      );
    case 'asked':
      return (
        <Screen picture={<Cord progress={0} width={width} />} title={m.panel_asked()}>
          <Said>{m.panel_asked_how()}</Said>
        </Screen>
      );
    case 'waiting':
      return (
        <Screen picture={<Cord progress={0} width={width} />} title={m.panel_waiting()}>
          <Said>{phase.rangFirst ? m.panel_waiting_rang_first() : m.panel_waiting_how()}</Said>
        </Screen>
      );
    case 'ending':
      return <Screen picture={<Cord progress={1} width={width} />} title={m.panel_ending()} />;
    case 'offer':
      return (
        <Offer
          key={phase.offer.offer}
          {...phase}
          width={width}
          person={person}
          tell={tell}
          onAccept={accept}
          onBack={goBack}
          onElse={() => setInstead(true)}
          aside={aside}
        />
      );
    case 'held':
      return (
        <Screen
          start={m.panel_held()}
          end={m.panel_until({ time: time(phase.heldUntil) })}
          picture={<Cord progress={0} width={width} />}
          title={m.panel_your_minutes()}
          main={{ label: m.panel_begin(), onTake: () => void accept(phase.recovery.recovery, null) }}
          ways={[
            { label: m.panel_back_on_the_line(), onTake: () => goBack(phase.recovery.recovery) },
            { label: m.panel_something_else(), onTake: () => setInstead(true) },
          ]}
        >
          <Said>{m.panel_your_minutes_how({ time: time(phase.heldUntil) })}</Said>
        </Screen>
      );
    case 'reset':
      return Reset ? (
        <Reset
          key={phase.recovery.recovery}
          person={person}
          recovery={phase.recovery}
          heldUntil={phase.heldUntil}
          wish={wish}
          clock={clock}
          width={width}
          act={act}
          onBack={() => goBack(phase.recovery.recovery)}
          say={say}
        />
      ) : (
        <Screen picture={<Cord progress={0} width={width} />} title={m.panel_asked()} />
      );
    case 'idle':
      if (trying && Reset)
        return (
          <Reset
            key={`tried-${wishes}`}
            person={person}
            recovery={null}
            heldUntil={null}
            wish={wish}
            clock={clock}
            width={width}
            act={act}
            onBack={() => setWish(null)}
            say={say}
          />
        );
      return Opened ? (
        <Opened view={view} clock={clock} width={width} act={act} say={say} onClose={() => setOpened(null)} />
      ) : (
        <Idle
          view={view}
          clock={clock}
          width={width}
          act={act}
          tell={tell}
          aside={aside}
          due={due}
          onOpen={setOpened}
          onPhrases={phrasebook.ask}
          notice={
            Notice && (
              <Notice
                say={say}
                onLook={() => {
                  openAt({ kind: 'circle' });
                  setOpened('library');
                }}
              />
            )
          }
        />
      );
  }
};

/** What is true without a connection: whether minutes go on, of when it is what is shown, and what waits to be sent. */
const useAwayWords = (panel: PanelState, trueUntil: number | null): string => {
  const view = panel.kind === 'on' ? panel.view : null;
  const [outbox] = useKept(view?.person.person ?? '', outboxSlice);
  const waiting = outbox?.waiting.length ?? 0;
  const said = view?.recovery || trueUntil === null ? m.panel_offline() : m.offline_as_of({ time: time(trueUntil) });
  return waiting > 0 ? `${said} ${m.offline_waiting({ n: waiting })}` : said;
};

/** In a window of ours a link signs in; in a frame, a window of ours does. */
const SignedOut = ({ width }: SignInProps) => {
  const SignIn = useRoom<SignInProps>(async () => (await loadSignIn()).SignIn, isFramed);
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

export const Panel = () => {
  const { panel, connected, trueUntil } = usePanel();
  const [said, setSaid] = useState({ text: '', how: 'seen' });
  const say: Say = (text, how = 'seen') => setSaid({ text, how });
  const width = useWidth();
  const live = panel.kind === 'on' && phaseOf(panel.view, null).kind === 'on-call';
  const phonesDown = panel.kind === 'on' && !panel.view.phonesUp;
  const away = useAwayWords(panel, trueUntil);
  const wrong = !connected ? away : phonesDown ? m.panel_phones_down() : '';
  const status = said.how === 'seen' && said.text ? said.text : wrong;
  const spoken = said.how === 'heard' && !wrong ? said.text : status;

  return (
    <div className={css.panel}>
      {panel.kind === 'loading' && <Screen picture={<Cord progress={1} width={width} />} title={m.panel_loading()} />}
      {panel.kind === 'signed-out' && <SignedOut width={width} />}
      {panel.kind === 'not-an-agent' && (
        <Screen picture={<Cord progress={1} width={width} />} title={m.panel_not_an_agent()}>
          <Said>
            {m.panel_not_an_agent_how()} <a href="/">{m.panel_to_start()}</a>
          </Said>
        </Screen>
      )}
      {panel.kind === 'on' && <SignedIn key={panel.view.person.person} {...panel} connected={connected} say={say} />}
      <p className={live || !status ? css.unsaid : css.status} role="status">
        {live ? m.panel_on_call() : spoken}
      </p>
    </div>
  );
};
