// npm run compare:heads -- CHECKOUT: plays the same schedules through the decision cores of this checkout and another
// checkout, and compares every ledger entry and every command to the phone system. The schedules are all captures of
// packages/phones/fixtures and generated days; --days N sets the number of days (200 by default).
import { build } from 'esbuild';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, root, run } from './lib.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { days: { type: 'string' }, show: { type: 'string' } } });
const other = positionals[0] ? resolve(positionals[0]) : fail('Usage: npm run compare:heads -- CHECKOUT [--days N] [--show N]');

/**
 * An adapter for the module and function names that a checkout had before `core/floor` and `core/pause` existed. It lives
 * in this text and not in a file, because its imports resolve in the other checkout only.
 */
const adapterBefore = (core) => `
import { commandRefused, createKeeper, defaultPolicy, emptyOutcome, hear, say, sweep, tidy } from ${JSON.stringify(join(core, 'keeper/index.ts'))};
const commandOf = (c) => {
  switch (c.kind) {
    case 'show-offer': return { kind: 'offer-shown', offer: c.offer };
    case 'answer-offer': return { kind: 'offer-answered', offer: c.offer, answer: c.answer };
    case 'end-recovery': return { kind: 'back-on-the-line', recovery: c.recovery };
    case 'extend-recovery': return { kind: 'a-little-longer', recovery: c.recovery };
    case 'ask-for-a-minute': return { kind: 'a-minute-please' };
    case 'release': return { kind: 'released' };
    case 'give': return { kind: 'given', gift: c.gift, ms: c.ms, homeward: c.untilEndOfDay };
    case 'take-back': return { kind: 'gift-taken-back', gift: c.gift };
    case 'rate-call': return { kind: 'call-tapped', call: c.call, leg: c.leg, tap: c.rating };
  }
};
export const createHead = (policy, people) => {
  const state = createKeeper();
  for (const [line, person] of people) { state.people.set(line, person); state.lines.set(person, line); }
  const rules = { ...defaultPolicy, floorMs: policy.guaranteedMs, moreMs: policy.moreMs, extendMs: policy.extendMs,
    payBackMaxMs: policy.payBackMaxMs, hardLevel: policy.hardLevel, guessSeconds: { '': policy.priorTalkSeconds } };
  const at = (now) => ({ now, policy: rules, hourOf: (when) => Math.floor(when / 3600000) % 24 });
  return {
    play: (step) => {
      const outcome = emptyOutcome();
      if (step.do === 'event') hear(state, outcome, step.event, at(step.now));
      else if (step.do === 'command') say(state, outcome, step.person, commandOf(step.command), at(step.now));
      else if (step.do === 'refuse') commandRefused(state, outcome, step, at(step.now));
      else if (step.do === 'tick') sweep(state, outcome, at(step.now));
      else if (step.do === 'prune') tidy(state, at(step.now), step.dayStartAt);
      return {
        entries: outcome.entries.map((e) => [e.account, e.kind, e.amountMs, e.at, e.person, e.recovery, e.by, e.txn]),
        commands: outcome.commands.map((c) => [c.kind, c.line, c.queues, c.person, step.now]),
      };
    },
  };
};
`;

/** Adapter of a checkout; for a checkout that has none, the adapter above. */
const adapterOf = (checkout, folder) => {
  const own = join(checkout, 'bench/heads/current.ts');
  if (existsSync(own)) return own;
  const core = join(checkout, 'packages/core/src');
  if (!existsSync(join(core, 'keeper/index.ts'))) fail(`${checkout} has no decision core that this script knows.`);
  const file = join(folder, 'adapter-before.mjs');
  writeFileSync(file, adapterBefore(core));
  return file;
};

const cache = join(root, 'node_modules/.cache/onhook');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'heads-'));
const bundle = (entry, out, alias = {}) =>
  build({ ...entry, outfile: join(folder, out), bundle: true, platform: 'node', target: 'node20', format: 'esm', alias, logLevel: 'warning' });
const driver = (adapter, out, checkout) =>
  bundle(
    {
      stdin: {
        contents: `import { drive } from ${JSON.stringify(join(root, 'bench/heads/driver.ts'))};\nimport { createHead } from ${JSON.stringify(adapter)};\nawait drive(createHead);\n`,
        resolveDir: root,
      },
    },
    out,
    Object.fromEntries(readdirSync(join(checkout, 'packages/core/src')).map((room) => [`@onhook/core/${room}`, join(checkout, `packages/core/src/${room}/index.ts`)])),
  );

let status = 1;
try {
  await driver(adapterOf(root, folder), 'here.mjs', root);
  await driver(adapterOf(other, folder), 'other.mjs', other);
  await bundle({ entryPoints: [join(root, 'bench/heads/main.ts')] }, 'main.mjs');
  status = run(
    process.execPath,
    [
      join(folder, 'main.mjs'),
      join(folder, 'here.mjs'),
      join(folder, 'other.mjs'),
      '--captures',
      join(root, 'packages/phones/fixtures/asterisk'),
      ...(values.days ? ['--days', values.days] : []),
      ...(values.show ? ['--show', values.show] : []),
    ],
    { mayFail: true },
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
