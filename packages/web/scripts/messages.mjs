/**
 * Compiles messages/<locale>/<room>.json to src/generated/messages, and derives the lists of techniques and their words. Run it
 * before tsc or vitest; the Vite builds run it themselves.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '@inlang/paraglide-js';
import { deriveTechniques, sources as techniques } from './techniques.mjs';

const web = fileURLToPath(new URL('..', import.meta.url));
const sources = join(web, 'messages');
const outdir = join(web, 'src/generated/messages');
const project = join(web, 'src/generated/project.inlang');
/** Path of the stamp that records the compiled sources. A build compiles nothing while it matches, so that two builds at once don't empty each other's folder. */
const stamp = join(web, 'src/generated/messages-made-from');

/** Writes the compiler's settings. Languages come from the folders and rooms from the files, so a new one needs no other entry. */
const writeProject = async () => {
  const locales = (await readdir(sources, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const rooms = (await readdir(join(sources, 'en'))).filter((name) => name.endsWith('.json'));
  const settings = {
    baseLocale: 'en',
    locales: locales.sort(),
    telemetry: 'off',
    modules: ['../../../../node_modules/@inlang/plugin-message-format/dist/index.js'],
    'plugin.inlang.messageFormat': { pathPattern: rooms.sort().map((room) => `../../messages/{locale}/${room}`) },
  };
  await mkdir(project, { recursive: true });
  await writeFile(join(project, 'settings.json'), JSON.stringify(settings));
};

const fingerprint = async () => {
  const hash = createHash('sha256').update(await readFile(fileURLToPath(import.meta.url)));
  for (const name of (await readdir(sources, { recursive: true })).sort()) {
    if (name.endsWith('.json')) hash.update(name).update(await readFile(join(sources, name)));
  }
  return hash.digest('hex');
};

const readKeys = async (locale) => {
  const rooms = (await readdir(join(sources, locale))).filter((name) => name.endsWith('.json'));
  const found = new Map();
  for (const room of rooms) {
    for (const key of Object.keys(JSON.parse(await readFile(join(sources, locale, room), 'utf8')))) {
      if (key === '$schema') continue;
      if (found.has(key)) throw new Error(`message ${key} is in ${found.get(key)} and in ${room}`);
      found.set(key, room);
    }
  }
  return found;
};

/** Compiles all messages. Throws if the output lacks any of them, because a plugin that fails to load silently compiles nothing. */
export const compileMessages = async () => {
  const keys = await readKeys('en');
  await deriveTechniques();
  const from = await fingerprint();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === from) return keys.size;
  await writeProject();
  await compile({
    project,
    outdir,
    strategy: ['localStorage', 'preferredLanguage', 'baseLocale'],
    localStorageKey: 'onhook.locale',
    // A build that defines __ONHOOK_LOCALE__ contains the words of that language only.
    experimentalStaticLocale: "typeof __ONHOOK_LOCALE__ === 'undefined' ? undefined : __ONHOOK_LOCALE__",
    isServer: 'false',
    emitReadme: false,
    emitGitIgnore: false,
    emitPrettierIgnore: false,
  });
  const index = await readFile(join(outdir, 'messages/_index.js'), 'utf8');
  const missing = [...keys.keys()].filter((key) => !index.includes(`'./${key}.js'`));
  if (keys.size === 0 || missing.length > 0) throw new Error(`messages did not compile: ${missing.slice(0, 8).join(', ') || 'none'}`);
  await writeFile(stamp, from);
  return keys.size;
};

/** The Vite plugin: compiles when a build starts and again when a message file is saved. */
export const messages = () => ({
  name: 'onhook:messages',
  async buildStart() {
    await compileMessages();
  },
  configureServer(server) {
    server.watcher.add([sources, techniques]);
    server.watcher.on('change', (path) => {
      if (path.startsWith(sources) || path.startsWith(techniques)) void compileMessages();
    });
  },
});

/**
 * The Vite plugin: takes each message from its own file, so that words load with the code that uses them. Through the shared
 * index, a bundler would put every word of the panel into the first chunk.
 */
export const messagesApart = () => ({
  name: 'onhook:messages-apart',
  enforce: 'pre',
  transform(code, id) {
    const door = /import \{ m \} from '([./]+\/generated\/messages)\/messages\.js';/.exec(code);
    if (!door || !/\/src\/.+\.tsx?$/.test(id)) return null;
    const keys = new Set();
    const rest = code.replace(/\bm\.([a-z]\w*)/g, (_, key) => {
      keys.add(key);
      return `m_${key}`;
    });
    const imports = [...keys].map((key) => `import { ${key} as m_${key} } from '${door[1]}/messages/${key}.js';`);
    return { code: rest.replace(door[0], imports.join(' ')), map: null };
  },
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${await compileMessages()} messages compiled\n`);
}
