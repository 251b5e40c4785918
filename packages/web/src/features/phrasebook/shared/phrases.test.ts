import { readdirSync, readFileSync } from 'node:fs';
import { endings, maxPhraseLength, type Phrase, allowedPhrases, situations, endingSteps } from '@onhook/core/phrasebook';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../../phrases/', import.meta.url);
const languages = readdirSync(folder).map((name) => name.replace('.json', ''));
const readPhrases = (language: string): Phrase[] => {
  const pages = JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as Record<string, Omit<Phrase, 'situation'>[]>;
  expect(Object.keys(pages)).toEqual([...situations]);
  return situations.flatMap((situation) => (pages[situation] ?? []).map((phrase) => ({ ...phrase, situation })));
};
const english = readPhrases('en');

describe.each(languages)('the phrases in %s', (language) => {
  const phrases = readPhrases(language);

  it('are those of every other language, in the same places', () => {
    const situationsOf = (all: readonly Phrase[]) => all.map(({ id, situation, step, where }) => ({ id, situation, step, where }));
    expect(situationsOf(phrases)).toEqual(situationsOf(english));
    expect(new Set(phrases.map(({ id }) => id)).size).toBe(phrases.length);
  });

  it('fill every situation, and say when to use each and what to avoid, in one short sentence or two', () => {
    expect(phrases.length).toBeGreaterThanOrEqual(80);
    for (const situation of situations) expect(phrases.filter((phrase) => phrase.situation === situation).length).toBeGreaterThanOrEqual(8);
    for (const { id, text, when, avoid, also } of phrases) {
      for (const [words, most] of [[text, 110], [when, 80], [avoid, 80]] as const) {
        expect(words.trim(), id).toBe(words);
        expect(words.length, `${id}: ${words}`).toBeGreaterThan(3);
        expect(words.length, `${id}: ${words}`).toBeLessThanOrEqual(most * (language === 'en' ? 1 : 1.5));
        expect(words, id).not.toMatch(/[!¡]|\s\s|['"]/);
      }
      expect(text.length).toBeLessThanOrEqual(maxPhraseLength);
      expect(also, id).toMatch(/\S/);
    }
    expect(new Set(phrases.map(({ text }) => text)).size).toBe(phrases.length);
  });

  it.each(endings)('have every step out of an abusive call under the policy %s, the third only where it may be taken', (policy) => {
    const texts = allowedPhrases(phrases, policy).filter(({ situation }) => situation === 'end-abuse');
    const taken = endingSteps.filter((step) => texts.some((phrase) => phrase.step === step));
    expect(taken).toEqual(policy === 'not-allowed' ? ['ask', 'warn'] : ['ask', 'warn', 'end']);
    expect(texts.some(({ step }) => step === undefined)).toBe(policy === 'not-allowed');
    const order = texts.flatMap(({ step }) => (step ? [endingSteps.indexOf(step)] : []));
    expect(order).toEqual([...order].sort());
  });
});

it('none is a sentence from a script', () => {
  const scripted = /understand how you feel|calm down|inconvenience|unfortunately|valued customer|anything else I can/i;
  expect(english.filter(({ text }) => scripted.test(text))).toEqual([]);
});
