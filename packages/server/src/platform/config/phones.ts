import { asId, type SourceId } from '@onhook/core/ids';
import { adapters, settingsOf, type PhoneAdapter, type Setting } from '@onhook/phones/adapters';

/** Settings by key, as the adapter's schema reads them. */
export type PhoneSettings = Readonly<Record<string, unknown>>;

/** The settings of every kind of phone system that is configured, by kind. */
export type PhonesConfig = Readonly<Record<string, PhoneSettings>>;

const settings: ReadonlyMap<PhoneAdapter, readonly Setting[]> = new Map(adapters.map((adapter) => [adapter, settingsOf(adapter)]));
const all = [...settings.values()].flat();

/** Names of the environment variables that phone systems read. */
export const phoneSettingNames: readonly string[] = all.map(({ name }) => name);

/** Names of the settings that can be given as a file, by adding `_FILE` to the name. */
export const phoneFileSettings: readonly string[] = all.filter(({ fromFile }) => fromFile).map(({ name }) => name);

/** Names of the settings that connect a phone system, by its title; for messages. */
export const phoneSettingsNeeded = (adapter: PhoneAdapter): readonly string[] =>
  (settings.get(adapter) ?? []).filter(({ required }) => required).map(({ name }) => name);

/**
 * Reads the settings of every phone system that has one of its required settings in `env`. An empty value counts as
 * not given. Adds a line to `problems` for every mistake.
 *
 * @returns settings that may be printed, and secret ones, both by kind
 */
export const readPhones = (
  env: Readonly<Record<string, string | undefined>>,
  problems: string[],
): { readonly config: PhonesConfig; readonly secrets: PhonesConfig } => {
  const config: Record<string, PhoneSettings> = {};
  const secrets: Record<string, PhoneSettings> = {};
  for (const [adapter, list] of settings) {
    const given = list.flatMap(({ key, name }) => (env[name] ? [[key, env[name]] as const] : []));
    const keys = new Set(given.map(([key]) => key));
    if (!list.some(({ key, required }) => required && keys.has(key))) continue;
    const missing = list.filter(({ key, required }) => required && !keys.has(key));
    for (const { name } of missing) problems.push(`${name}: is needed to connect ${adapter.title}`);
    const parsed = adapter.configSchema.safeParse(Object.fromEntries(given));
    if (parsed.success) {
      const values = Object.entries(parsed.data);
      const isSecret = ([key]: readonly [string, unknown]): boolean => list.some((one) => one.key === key && one.secret);
      config[adapter.kind] = Object.fromEntries(values.filter((entry) => !isSecret(entry)));
      secrets[adapter.kind] = Object.fromEntries(values.filter(isSecret));
      continue;
    }
    for (const { path, message } of parsed.error.issues) {
      const wrong = list.find(({ key }) => key === path[0]);
      if (wrong && !missing.includes(wrong)) problems.push(`${wrong.name}: ${message}`);
    }
  }
  return { config, secrets };
};

/** The phone system that new lines belong to until an event says otherwise: the first one configured. */
export const mainSource = (phones: PhonesConfig): SourceId =>
  asId<SourceId>(adapters.find(({ kind }) => kind in phones)?.kind ?? adapters[0]!.kind);
