import { createIndex, type Phrase, allowedPhrases, situations } from '@onhook/core/phrasebook';
import { m } from '../../../generated/messages/messages.js';
import { getLocale } from '../../../generated/messages/runtime.js';
import { situationName } from '../shared/situations.ts';
import type { OfTeam, OwnPhrase } from './own.ts';

/** Phrase with its origin: built in, the team's, or the agent's own. */
export interface BookPhrase extends Phrase {
  readonly of: 'house' | 'team' | 'own';
}

type Written = Omit<Phrase, 'situation'>;
type Pages = Readonly<Record<string, readonly Written[]>>;

const languages = import.meta.glob<Pages>('../../../../phrases/*.json', { import: 'default' });
const pagesOf = (locale: string) => languages[`../../../../phrases/${locale}.json`];

/** Loads the built-in phrases in this person's language, or in English. Rejects when they can't be fetched. */
export const loadPhrases = async (): Promise<readonly BookPhrase[]> => {
  const load = pagesOf(getLocale()) ?? pagesOf('en');
  const pages = load ? await load() : {};
  return situations.flatMap((situation) =>
    (pages[situation] ?? []).map((written) => ({ ...written, situation, of: 'house' as const })),
  );
};

const steps = { ask: m.phrases_step_ask, warn: m.phrases_step_warn, end: m.phrases_step_end } as const;

/** Name of the phrase's step when it has one; empty for a phrase without steps. */
export const stepName = ({ step, situation, of }: BookPhrase): string => {
  if (step) return steps[step]();
  return situation === 'end-abuse' && of === 'house' ? m.phrases_step_instead() : '';
};

/** Builds a search index of all phrases that this agent may use. */
export const makeBook = (builtIn: readonly BookPhrase[], team: OfTeam, own: readonly OwnPhrase[]) =>
  createIndex<BookPhrase>(
    [
      ...own.map((phrase) => ({ ...phrase, when: '', avoid: '', of: 'own' as const })),
      ...team.team.map(({ phrase, ...rest }) => ({ ...rest, id: `team:${phrase}`, of: 'team' as const })),
      ...allowedPhrases(builtIn, team.endAbusiveCalls),
    ],
    (phrase) => `${situationName(phrase.situation)} ${stepName(phrase)}`,
  );
