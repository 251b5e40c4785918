import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultsOf, readRules } from '../wording.mjs';

const rules = readRules(readFileSync(new URL('../../docs/writing.md', import.meta.url), 'utf8'));

describe('the rules of docs/writing.md', () => {
  it('exist for every locale', () => {
    expect(Object.keys(rules).sort()).toEqual(['de', 'en', 'es', 'fr', 'pt']);
    for (const list of Object.values(rules)) expect(list.length).toBeGreaterThan(3);
  });

  it.each(Object.entries(rules).flatMap(([locale, list]) => list.map(({ avoid }: { avoid: string }) => [locale, avoid])))('find “%2$s” in %s', (locale, avoid) => {
    expect(faultsOf(locale, `A ${avoid.replaceAll("'", '’')} b`, rules)).not.toEqual([]);
  });

  it.each([
    ['en', 'He said "yes".'],
    ['en', 'It’s done...'],
    ['en', 'It’s  done.'],
    ['en', 'Well done!'],
    ['en', '«Yes»'],
    ['de', '“Ja”'],
    ['es', 'Qué tal?'],
    ['es', '“Sí”'],
    ['fr', 'Bien ?'],
    ['fr', '«Oui»'],
    ['pt', '“Sim”'],
  ])('find the wrong marks of %s in %s', (locale, text) => {
    expect(faultsOf(locale, text, rules)).not.toEqual([]);
  });

  it.each([
    ['en', 'If you don’t answer, the next lead is asked at 10:02. “Go on.”'],
    ['de', 'Um 10:02 Uhr: „Vorher“, dann „nachher“'],
    ['es', '¿Qué ayudaría? «Un minuto»'],
    ['fr', 'Bien\u00a0? «\u00a0Oui\u00a0» à 10:02'],
    ['pt', 'O que ajudaria? «Um minuto»'],
  ])('find nothing in a right text of %s', (locale, text) => {
    expect(faultsOf(locale, text, rules)).toEqual([]);
  });
});
