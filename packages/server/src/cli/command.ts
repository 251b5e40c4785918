import { parseArgs } from 'node:util';

/** Thrown when a command line doesn't fit its command; the message says what is wrong. */
export class Misused extends Error {}

interface Option {
  /** Placeholder of the option's value in help texts; an option without one is a switch. */
  readonly value?: string;
  readonly means: string;
  /** True when the option may be given several times. */
  readonly isList?: true;
}

interface Positional {
  readonly name: string;
  readonly means: string;
  /** The only words that are accepted, where there are any. */
  readonly choices?: readonly string[];
}

export type Options = Readonly<Record<string, Option>>;

/** Values of the options of a command line, by name; an option that was not given is missing. */
export type Given<O extends Options> = {
  readonly [K in keyof O]?: O[K] extends { value: string } ? (O[K] extends { isList: true } ? readonly string[] : string) : true;
};

interface Declaration<O extends Options> {
  readonly name: string;
  /** Arguments in their order; each is needed. */
  readonly positionals: readonly Positional[];
  readonly options: O;
  /** Sentences for help texts and docs/commands.md. */
  readonly about: string;
  /** @returns the exit code, or null while a server goes on running */
  readonly run: (positionals: readonly string[], given: Given<O>) => Promise<number | null>;
}

/** A command of `onhook`: parser, help text and documentation follow from its declaration. */
export interface Command {
  readonly name: string;
  readonly positionals: readonly Positional[];
  readonly options: Options;
  readonly about: string;
  /** @throws Misused */
  readonly runWith: (args: readonly string[]) => Promise<number | null>;
}

const parse = ({ positionals, options }: Pick<Command, 'positionals' | 'options'>, args: readonly string[]) => {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { value, isList }]) => [name, { type: value === undefined ? 'boolean' : 'string', multiple: isList ?? false } as const]),
  );
  const parsed = parseArgs({ args: [...args], allowPositionals: true, options: config });
  positionals.forEach(({ name, means, choices }, n) => {
    const given = parsed.positionals[n];
    if (given === undefined || given === '') throw new Misused(`${name} is missing: ${means}.`);
    if (choices && !choices.includes(given)) throw new Misused(`"${given}" is not known here. ${name} is one of ${choices.join(', ')}.`);
  });
  const extra = parsed.positionals[positionals.length];
  if (extra !== undefined) throw new Misused(`"${extra}" is one argument too many.`);
  return { positionals: parsed.positionals, given: parsed.values };
};

/** Declares a command. */
export const command = <const O extends Options>(declared: Declaration<O>): Command => {
  const { run, ...rest } = declared;
  return {
    ...rest,
    runWith: async (args) => {
      const { positionals, given } = parse(rest, args);
      return run(positionals, given as Given<O>);
    },
  };
};

const optionText = (name: string, { value }: Option): string => `--${name}${value === undefined ? '' : ` ${value}`}`;

/** The command line of a command in one line, such as `link ID [--hours N]`. */
export const usageOf = ({ name, positionals, options }: Command): string =>
  [
    name,
    ...positionals.map((one) => one.choices?.join('|') ?? one.name),
    ...Object.entries(options).map(([option, one]) => `[${optionText(option, one)}${one.isList ? ' …' : ''}]`),
  ].join(' ');

const wrapped = (text: string, indent: string): string =>
  text
    .split(' ')
    .reduce<string[]>((lines, word) => {
      const last = lines.at(-1);
      if (last !== undefined && indent.length + last.length + 1 + word.length <= 110) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
      return lines;
    }, [])
    .map((line) => indent + line)
    .join('\n');

/** Help text of one command. */
export const helpOf = (one: Command): string => {
  const details = [
    ...one.positionals.map(({ name, means }): readonly [string, string] => [name, means]),
    ...Object.entries(one.options).map(([name, option]): readonly [string, string] => [optionText(name, option), option.means + (option.isList ? '; may be given several times' : '')]),
  ];
  const width = Math.max(0, ...details.map(([left]) => left.length));
  return [`onhook ${usageOf(one)}`, '', wrapped(one.about, '  '), ...(details.length > 0 ? [''] : []), ...details.map(([left, means]) => `  ${left.padEnd(width)}  ${means}`)].join('\n');
};

/** Overview of all commands. */
export const overviewOf = (commands: readonly Command[]): string =>
  [
    'onhook: what happens between a hard call and the next one',
    ...commands.map((one) => `  onhook ${usageOf(one)}\n${wrapped(one.about, '      ')}`),
    'onhook COMMAND --help explains one command, onhook --version prints the version.',
  ].join('\n\n');

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Reference of all commands in Markdown, the text of docs/commands.md. */
export const commandsInMarkdown = (commands: readonly Command[]): string => {
  const sections = commands.map((one) => {
    const details = [
      ...one.positionals.map(({ name, means }) => `| \`${name}\` | ${cell(means)} |`),
      ...Object.entries(one.options).map(([name, option]) => `| \`${optionText(name, option)}\` | ${cell(option.means)}${option.isList ? '; may be given several times' : ''} |`),
    ];
    const table = details.length > 0 ? `\n\n| argument | means |\n|---|---|\n${details.join('\n')}` : '';
    return `## ${one.name}\n\n\`\`\`\nonhook ${usageOf(one)}\n\`\`\`\n\n${one.about}${table}\n`;
  });
  return [
    '<!-- Derived from the table of commands in packages/server/src/cli/commands.ts. -->\n# Commands\n',
    'In a checkout the program is `./onhook` in its root (on Windows: `node packages/server/bin/onhook.mjs`); [running Onhook](running.md) shows it as a',
    'service and in a container. `onhook COMMAND --help` prints the same as this page. A command ends with exit code 0 when it did its work, 1 when it',
    'could not, and 2 when the command line does not fit.\n',
    sections.join('\n'),
  ].join('\n');
};
