import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Evidence, type Finding, type StudyId, type TechniqueId, generalFindings, planIds, studies, techniquesOf } from '@onhook/core/reset';
import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../../../generated/messages/runtime.js';
import { effectWords, findingWords, planWords, strengthName } from './words.ts';

/** Claims that are allowed, copied by hand from the studies: years, addresses and effect sizes, no prose. */
const allowed: Readonly<Record<string, { readonly year: number; readonly doi: string | null; readonly effects: readonly string[] }>> = {
  albulescu: { year: 2022, doi: '10.1371/journal.pone.0272460', effects: ['d 0.36', 'd 0.35', 'd 0.16'] },
  balban: { year: 2023, doi: '10.1016/j.xcrm.2022.100895', effects: [] },
  baranik: { year: 2017, doi: '10.1177/0149206314550995', effects: [] },
  bentley: { year: 2023, doi: '10.3390/brainsci13121612', effects: [] },
  ekkekakis: { year: 2000, doi: '10.1023/A:1005558025163', effects: [] },
  fincham: { year: 2023, doi: '10.1038/s41598-022-27247-y', effects: ['g -0.35 -0.55 -0.14'] },
  kim: { year: 2018, doi: '10.1037/apl0000308', effects: [] },
  kjaervik: { year: 2024, doi: '10.1016/j.cpr.2024.102414', effects: ['g -0.63'] },
  reed: { year: 2006, doi: null, effects: ['d 0.47'] },
  song: { year: 2018, doi: '10.5465/amj.2016.0448', effects: [] },
  webb: { year: 2012, doi: '10.1037/a0027600', effects: ['d 0.27', 'd 0.36', 'd 0.45'] },
};

/** Strength of evidence that may be claimed for each technique, copied by hand; for others, the studies they cite decide. */
const strengthAllowed: Readonly<Partial<Record<TechniqueId, Evidence['strength']>>> = {
  'slow-breath': 'supported',
  helped: 'supported',
  'not-about-me': 'supported',
  'second-look': 'supported',
  'brain-break': 'supported',
  teammate: 'mixed',
  stretch: 'weak',
  move: 'weak',
  walk: 'weak',
  water: 'weak',
  squeeze: 'weak',
};

/** Strengths in ascending order, and the highest that each study alone gives to a technique that is not listed above. */
const strengths = ['untested', 'weak', 'mixed', 'supported'] as const;
const strengthBy: Readonly<Record<StudyId, Evidence['strength']>> = {
  albulescu: 'weak',
  balban: 'supported',
  baranik: 'mixed',
  bentley: 'weak',
  ekkekakis: 'weak',
  fincham: 'supported',
  kim: 'weak',
  kjaervik: 'mixed',
  reed: 'weak',
  song: 'supported',
  webb: 'supported',
};

/** Numbers that a message may contain. A message that is not listed may contain none. */
const figuresIn: Readonly<Record<string, readonly number[]>> = {
  library_effect_interval: [95],
  finding_breath_daily: [5, 28],
  finding_breath_length: [5, 60, 90],
  finding_helped_mood: [94, 15],
  finding_reframe_service: [94, 15],
  finding_stretch_mood: [30],
  finding_move_mood: [30],
  finding_walk_mood: [10, 15],
  library_honest_ninety: [90],
};

const forbiddenWords: Readonly<Record<string, RegExp>> = {
  en: /prove[ns]?\b|boost|better calls?\b|guarantee|scientific|\bcures?\b|clinical/i,
  de: /bewiesen|beweis|besser\w* (Anrufe|Gespräche)|garantier|wissenschaftlich|\bheilt|klinisch|Booster/i,
  es: /demostrad|probado científic|mejores llamadas|garantiz|científic|\bcura\b|clínic/i,
  fr: /prouv|meilleurs? appels?|garanti|scientifi|guéri|clinique/i,
  pt: /comprovad|provad[oa]\b|melhores chamadas|garanti|científic|\bcura\b|clínic/i,
};

const folder = fileURLToPath(new URL('../../../../messages/', import.meta.url));
type Message = string | readonly { readonly match: Readonly<Record<string, string>> }[];
const locales = readdirSync(folder);
const read = (locale: string, room: string): [string, string][] =>
  Object.entries(JSON.parse(readFileSync(`${folder}${locale}/${room}`, 'utf8')) as Record<string, Message>).flatMap(([key, message]) =>
    (typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match))).map((text): [string, string] => [key, text]),
  );

const numbers = (text: string): number[] =>
  (text.replace(/\{\w+\}/g, '').match(/\d+(?:[.,]\d+)*/g) ?? []).map((digits) => Number(digits.replace(',', '.')));
const sorted = (all: readonly number[]): number[] => all.toSorted((a, b) => a - b);

const techniques = planIds.flatMap((plan) => [...techniquesOf(plan)]);
const findings: readonly Finding[] = [...techniques.flatMap(({ evidence }): readonly Finding[] => evidence.findings), ...generalFindings];
const asText = ({ measure, value, interval }: NonNullable<Finding['effect']>): string =>
  [measure, value, ...(interval ?? [])].join(' ');

overwriteGetLocale(() => 'en');

describe('what the cards claim', () => {
  it('is cited from the studies that were read, each with its year and address', () => {
    const cited = Object.entries(studies).map(([id, { year, doi }]) => [id, { year, doi }]);
    expect(Object.fromEntries(cited)).toEqual(
      Object.fromEntries(Object.entries(allowed).map(([id, { year, doi }]) => [id, { year, doi }])),
    );
    for (const { doi } of Object.values(studies)) if (doi !== null) expect(doi).toMatch(/^10\.\d{4,5}\/[\w.:/-]+$/);
  });

  it.each(findings.map((finding) => [finding.id, finding] as const))('%s has no figure that the study has not', (_, { study, effect }) => {
    if (effect) expect(allowed[study]?.effects).toContain(asText(effect));
  });

  it('leaves out no figure of a study that is cited for it', () => {
    const claimed = new Set(findings.flatMap(({ study, effect }) => (effect ? [`${study} ${asText(effect)}`] : [])));
    const known = Object.entries(allowed).flatMap(([study, { effects }]) => effects.map((effect) => `${study} ${effect}`));
    expect([...claimed].toSorted()).toEqual(known.toSorted());
  });

  it.each(techniques.map((technique) => [technique.id, technique] as const))('%s is called no better than it is', (id, { evidence }) => {
    const listed = strengthAllowed[id];
    const bestStudy = Math.max(0, ...evidence.findings.map(({ study }) => strengths.indexOf(strengthBy[study])));
    if (listed) expect(evidence.strength).toBe(listed);
    else expect(strengths.indexOf(evidence.strength)).toBeLessThanOrEqual(bestStudy);
    if (evidence.strength === 'supported' || evidence.strength === 'mixed') expect(evidence.findings.length).toBeGreaterThan(0);
    if (evidence.strength === 'untested') expect(evidence.findings).toEqual([]);
  });

  it('has words for every reset and every finding', () => {
    for (const plan of planIds) for (const words of [planWords(plan).what(), planWords(plan).seated()]) expect(words).toMatch(/[.?]$/);
    for (const { id } of [...techniques.flatMap(({ evidence }) => [...evidence.findings]), ...generalFindings]) expect(findingWords(id)).toMatch(/\.$/);
    expect(strengthName('weak')).toBe('Weak');
  });

  it('says how large a difference is in words, with its interval', () => {
    expect(effectWords({ measure: 'g', value: -0.35, interval: [-0.55, -0.14] })).toBe(
      'a small difference (g −0.35, 95 % interval −0.55 to −0.14)',
    );
    expect(effectWords({ measure: 'd', value: 0.16 })).toBe('almost no difference (d 0.16)');
    expect(effectWords({ measure: 'g', value: -0.63 })).toBe('a medium difference (g −0.63)');
  });
});

describe.each(locales)('in %s', (locale) => {
  it('every figure in the library is one that is allowed there', () => {
    for (const [key, text] of [...read(locale, 'library.json'), ...read(locale, 'techniques.json')]) {
      expect({ key, figures: sorted(numbers(text)) }).toEqual({ key, figures: sorted(figuresIn[key] ?? []) });
    }
  });

  it('nothing is promised that nobody knows, anywhere', () => {
    const never = forbiddenWords[locale];
    if (!never) throw new Error(`in forbiddenWords, list the promises that no text in ${locale} may make`);
    for (const room of readdirSync(`${folder}${locale}`)) {
      for (const [key, text] of read(locale, room)) expect({ key, words: never.exec(text)?.[0] }).toEqual({ key, words: undefined });
    }
  });

  it.each(['reset.json', 'techniques.json', 'play.json', 'circle.json'])('%s cites no study', (room) => {
    for (const [key, text] of read(locale, room)) expect({ key, cites: /%|\b[dg]\s?=|10\.\d{4}\//.test(text) }).toEqual({ key, cites: false });
  });
});
