import { notesSlice } from '../../debrief/shared/index.ts';
import { dayAndTime } from '../../../design/clock.ts';
import { regional } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';
import { carriedSlice, type Noted } from '../../carry/shared/index.ts';
import { gradeWords, journalSlice, kindLabels, lineLabels, writtenIn } from '../../journal/shared/index.ts';
import { readKept } from '../../../local-store/index.ts';
import { ownSlice } from '../../phrasebook/shared/index.ts';
import { keepsakesSlice, ownLineSlice, rememberedSlice, tapsSlice, tightness } from '../../reset/shared/index.ts';

const when = (at: number): string => dayAndTime(at, regional());
const section = (title: string, lines: readonly string[]): string => (lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n\n')}\n\n`);
const noted = (all: readonly Noted[]): string[] => all.map(({ at, text }) => `**${when(at)}** ${text}`);

/** What somebody wrote and tapped, as a text to read. Pictures are in the other file. */
export const readable = async (person: string): Promise<string> => {
  const [entries, carried, remembered, line, own, keepsakes, taps, notes] = await Promise.all([
    readKept(person, journalSlice),
    readKept(person, carriedSlice),
    readKept(person, rememberedSlice),
    readKept(person, ownLineSlice),
    readKept(person, ownSlice),
    readKept(person, keepsakesSlice),
    readKept(person, tapsSlice),
    readKept(person, notesSlice),
  ]);
  const journal = entries.map((entry) =>
    [
      `**${when(entry.at)}** ${kindLabels[entry.kind]()}`,
      ...writtenIn(entry).map(({ line: of, text }) => `*${lineLabels[of]()}*\\\n${text}`),
      ...(entry.mood === null ? [] : [`*${m.journal_mood()}*: ${gradeWords[entry.mood]()}`]),
      ...(entry.energy === null ? [] : [`*${m.journal_energy()}*: ${gradeWords[entry.energy]()}`]),
    ].join('\n\n'),
  );
  const tapped = taps.map(({ at, before, after }) => {
    const said = { time: when(at), before: tightness(before ?? after ?? 3) };
    return before !== null && after !== null ? m.panel_kept_tap_after({ ...said, after: tightness(after) }) : m.panel_kept_tap(said);
  });
  return [
    `# ${m.vault_title()}\n\n`,
    section(m.journal_open(), journal),
    section(m.carry_title(), noted(carried.items)),
    section(m.carry_put_down(), noted(carried.putDown)),
    section(m.carry_learned(), noted(carried.learned)),
    section(m.vault_remembered(), noted(remembered)),
    section(m.vault_own_lines(), [...(line === '' ? [] : [line]), ...own.phrases.map(({ text }) => text)]),
    section(m.vault_keepsakes(), keepsakes.flatMap((one) => (one.kind === 'line' ? [one.text] : []))),
    section(m.vault_taps(), tapped),
    section(m.debrief_notes(), noted(notes)),
  ].join('');
};
