import { z } from 'zod';

/** Facts about a setting beyond its type. */
export interface SettingFacts {
  /** Text for docs/configuration.md. */
  readonly means: string;
  /** The default as documented; `none` unless said. */
  readonly byDefault?: string;
  /** Kept apart from the printable configuration. */
  readonly secret?: boolean;
  /** Can be given as a file, by adding `_FILE` to the name. True of every secret. */
  readonly fromFile?: boolean;
}

const facts = new WeakMap<z.ZodType, SettingFacts>();

/**
 * Attaches facts to a setting's schema. The schema reads a string, as environment variables are.
 *
 * @example host: setting(z.string(), { means: 'address of the phone system' })
 */
export const setting = <Schema extends z.ZodType>(schema: Schema, about: SettingFacts): Schema => {
  facts.set(schema, about);
  return schema;
};

/** True or false, spelled out. */
export const flag = () => z.enum(['true', 'false'], { error: 'true or false is needed' }).transform((text) => text === 'true');

/** A whole number between two bounds, both included. */
export const whole = (min: number, max: number) =>
  z.coerce
    .number({ error: 'a number is needed' })
    .int('a whole number is needed')
    .min(min, `${min} at least`)
    .max(max, `${max} at most`);

/** A full http or https address. */
export const httpAddress = () =>
  z.string().refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), { error: 'a full address is needed' });

/** A phone system's setting, as the server reads and documents it. */
export interface Setting {
  /** Key in the adapter's configuration, such as `commandUrl`. */
  readonly key: string;
  /** Name of the environment variable, such as `ONHOOK_WEBHOOK_COMMAND_URL`. */
  readonly name: string;
  readonly required: boolean;
  readonly means: string;
  readonly byDefault: string;
  readonly secret: boolean;
  readonly fromFile: boolean;
}

const screaming = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).replaceAll('-', '_').toUpperCase();

/**
 * Lists an adapter's settings in the order of its schema.
 *
 * @throws Error when a setting was declared without `setting`
 */
export const settingsOf = ({ kind, configSchema }: { readonly kind: string; readonly configSchema: z.ZodObject }): Setting[] =>
  Object.entries(configSchema.shape).map(([key, schema]) => {
    const about = facts.get(schema as z.ZodType);
    if (about === undefined) throw new Error(`${kind}: the setting ${key} is declared without setting()`);
    const required = !(schema as z.ZodType).safeParse(undefined).success;
    const secret = about.secret ?? false;
    return {
      key,
      name: `ONHOOK_${screaming(kind)}_${screaming(key)}`,
      required,
      means: about.means,
      byDefault: about.byDefault ?? 'none',
      secret,
      fromFile: secret || (about.fromFile ?? false),
    };
  });
