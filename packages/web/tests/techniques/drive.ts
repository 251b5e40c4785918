/** Goes through a reset by keyboard only, and checks every screen on the way. */
import type { CircleView } from '@onhook/contract';
import { advance, durationMs, type Form, formsOf, isTimed, type PlanId, planIds, type PlanStep, type Reset, startReset, stepOf } from '@onhook/core/reset';
import { noon } from '../../src/api/panel/fixtures.ts';
import { nobody } from '../panel/fake-server.ts';
import { type Desk, accept, offer } from './desk.ts';

const games = ['tangle', 'pairs', 'one_line'] as const;
type Game = (typeof games)[number];

export interface Walk {
  readonly plan: PlanId;
  readonly form: Form;
  /** Answers that are not the first one. */
  readonly choose?: Readonly<Record<string, string>>;
  /** The game chosen in a brain break; if absent, none is chosen. */
  readonly game?: Game;
  /** True if all choices on the way are checked. */
  readonly thorough?: boolean;
}

/** Every technique in every form; a technique with several ways is run in each of them at least once. */
export const walks: readonly Walk[] = planIds.flatMap((plan): readonly Walk[] => {
  switch (plan) {
    case 'slow-breath':
      return [
        { plan, form: 'short', choose: { 'breath-pattern': 'paced' } },
        { plan, form: 'long', choose: { 'breath-pattern': 'sigh' } },
        { plan, form: 'longest', choose: { 'breath-pattern': 'box' } },
      ];
    case 'brain-break':
      return [
        { plan, form: 'long', game: 'pairs', thorough: true },
        { plan, form: 'short', game: 'tangle' },
        { plan, form: 'short', game: 'one_line' },
        { plan, form: 'short' },
      ];
    case 'three-part':
      return [
        { plan, form: 'long', choose: { need: 'walk' }, thorough: true },
        { plan, form: 'short', choose: { need: 'nothing' } },
      ];
    default:
      return formsOf(plan).map((form) => ({ plan, form }));
  }
});

const mate = { person: 'p9', name: 'Άννα' };
const own = '✓ שלום 123 😀';

/** Checks the current screen under the given name. */
export type Look = (name: string) => Promise<void>;

/** A text that appears in this step of the plan only. */
const signOf = ({ words }: Desk, step: PlanStep | null): string => {
  if (!step) return words.textOf('reset_ready');
  if (step.activity.kind === 'breathe') return words.textOf('reset_breathe_in');
  if (step.activity.kind === 'talk') return words.textOf('circle_talk_with', { name: mate.name });
  return words.textOf(`step_${step.id.replaceAll('-', '_')}`);
};

const circle: CircleView = { ...nobody, members: [{ ...mate, free: true }] };
const asked = { word: 'w1', to: mate, place: 'my-desk', state: 'asked', until: noon + 720_000 } as const;

const findTeammate = async ({ words, server, reads, press }: Desk, look: Look): Promise<void> => {
  await press('Enter');
  await reads(words.textOf('circle_find_waiting', { name: mate.name }));
  await look('mate-waiting');
  server.showCircle({ ...circle, myWord: { ...asked, state: 'yes' } });
  await reads(words.textOf('circle_find_yes', { name: mate.name }));
  await look('mate-yes');
  await press('Enter');
};

const play = async (desk: Desk, { game, thorough }: Walk, look: Look): Promise<void> => {
  const { words, reads, press, page, tabTo, until, forward } = desk;
  const open = async (which: Game | 'picture'): Promise<void> => {
    const name = words.textOf(`play_${which}`);
    await tabTo(`button:has-text(${JSON.stringify(name)})`);
    await press('Enter');
    if (which === 'picture') await reads(words.textOf('keepsake_add_title'));
    else await reads(name);
    const board = page.locator('main').getByRole('group').or(page.getByRole('textbox')).first();
    await until(`something to do at ${which}`, () => board.isVisible());
    await look(`break-${which}`);
  };
  if (thorough) {
    for (const which of ['picture', 'tangle', 'one_line'] as const) {
      await open(which);
      await tabTo(`button:has-text(${JSON.stringify(words.textOf('play_other'))})`);
      await press('Enter');
      await reads(words.textOf('step_break_play'));
    }
  }
  if (game) await open(game);
  await forward(150_000);
  await reads(words.textOf(game ? `play_${game}_let` : 'play_ended'), 250);
  await look(`break-${game ?? 'nothing'}-ended`);
  await press('Enter');
};

const answer = async (desk: Desk, step: PlanStep, { choose, form }: Walk, machine: Reset): Promise<Reset> => {
  const { page, press, tabTo, until } = desk;
  const { activity } = step;
  if (activity.kind !== 'ask') return machine;
  let next = machine;
  if (activity.choices.length > 0) {
    const choice = choose?.[step.id] ?? activity.choices[0] ?? '';
    await press(String(activity.choices.indexOf(choice) + 1));
    await until(`an answer to ${step.id}`, async () => (await page.locator('input:checked').count()) > 0);
    next = advance(next, { kind: 'choose', choice }, 0);
  }
  if (activity.lengths && form === 'longest') {
    await tabTo('[role=radiogroup] + p + [role=radiogroup] input');
    await press('ArrowRight');
    next = advance(next, { kind: 'lengthen', form }, 0);
  }
  if (activity.own) {
    await tabTo(activity.choices.length > 0 ? 'input[dir=auto]' : 'textarea');
    await page.keyboard.insertText(own);
  }
  return next;
};

/** Does the step's task; a timed step ends by the clock. */
const doStep = async (desk: Desk, step: PlanStep, run: Walk, machine: Reset, look: Look): Promise<Reset> => {
  const { words, reads, press, page, tabTo, forward } = desk;
  const { activity } = step;
  if (activity.kind === 'play') await play(desk, run, look);
  else if (activity.kind === 'find-teammate') await findTeammate(desk, look);
  else if (activity.kind === 'walk') {
    await forward(durationMs(machine, step));
    await reads(words.textOf('reset_walk_back'), 250);
    await look('walk-back');
    await press('Enter');
  } else if (isTimed(step)) {
    if (activity.kind === 'keepsake' && run.form === 'short') {
      await tabTo('textarea');
      await page.keyboard.insertText(own);
      await press('Enter');
      await reads(words.textOf('step_keepsake_look'));
    }
    await forward(durationMs(machine, step) - 1000);
  } else {
    if (activity.kind === 'affirm') await press('1');
    const next = await answer(desk, step, run, machine);
    await press('Enter');
    return next;
  }
  return machine;
};

/** Opens each of the other answers to "what do you need now", checks it, and goes back by a key. */
const lookAtNeeds = async (desk: Desk, step: PlanStep, look: Look): Promise<void> => {
  const { words, reads, press } = desk;
  if (step.activity.kind !== 'ask') return;
  for (const need of ['water', 'word', 'support']) {
    await press(String(step.activity.choices.indexOf(need) + 1), 'Enter');
    await reads(words.textOf(`step_${need}`));
    await look(`need-${need}`);
    await press('b');
    await reads(signOf(desk, step));
  }
};

/** Goes from the offer to the open line, by keyboard only. */
export const drive = async (desk: Desk, run: Walk, look: Look): Promise<void> => {
  const { words, reads, press, server } = desk;
  const form = run.form === 'short' ? 'short' : 'long';
  server.showCircle(circle);
  await offer(desk, run.plan, form === 'short' ? 60_000 : 600_000, ({ path }) => {
    if (path === '/api/words') server.showCircle({ ...circle, myWord: asked });
  });
  await accept(desk);
  let machine = startReset(run.plan, form, 0);
  for (let step = stepOf(machine); step; step = stepOf(machine)) {
    // The short form runs first, when there is no keepsake yet.
    const isEmpty = step.activity.kind === 'keepsake' && run.form === 'short';
    await reads(isEmpty ? words.textOf('keepsake_add_title') : signOf(desk, step), 250);
    await look(isEmpty ? 'keepsake-add' : step.id);
    if (run.thorough && step.id === 'need') await lookAtNeeds(desk, step, look);
    machine = advance(await doStep(desk, step, run, machine, look), { kind: 'next' }, 0);
  }
  await reads(words.textOf('reset_ready'), 250);
  await look('ready');
  await press('Enter');
  await reads(words.textOf('panel_idle_available'));
};
