import { dayAndTime } from '../../../design/times.ts';
import { regional } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';
import { readSlice } from '../../../local-store/index.ts';
import { vaultSlices } from '../../../local-store/slice.ts';

const when = (at: number): string => dayAndTime(at, regional());

/** Exports all that this person wrote and tapped as readable text. Pictures are in the JSON file only. */
export const readable = async (person: string): Promise<string> => {
  const sections = new Map<string, string[]>();
  for (const slice of await vaultSlices())
    for (const { title, lines } of slice.text(await readSlice(person, slice), when)) sections.set(title, [...(sections.get(title) ?? []), ...lines]);
  const written = [...sections].filter(([, lines]) => lines.length > 0);
  return [`# ${m.vault_title()}\n\n`, ...written.map(([title, lines]) => `## ${title}\n\n${lines.join('\n\n')}\n\n`)].join('');
};
