import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ask, failureOf } from '../../../api/ask.ts';
import type { Failure } from '../../../api/result.ts';
import { m } from '../../../generated/messages/messages.js';

/** Match made or taken back last, so that it can be announced and undone. */
export interface LastMatch {
  readonly line: string;
  readonly person: string;
  readonly personName: string;
  readonly kind: 'matched' | 'taken-back';
}

/** Says in words why a change of a line was refused. */
export const refusalInWords = (why: Failure): string => {
  if (why.kind === 'offline') return m.admin_refused_offline();
  switch (why.error) {
    case 'not-found':
      return m.admin_refused_not_found();
    case 'no-longer-possible':
      return m.admin_refused_no_longer_possible();
    case 'not-allowed':
      return m.admin_refused_not_allowed();
    case 'store-unavailable':
    case 'not-the-owner':
      return m.admin_refused_store_unavailable();
    default:
      return m.admin_refused_other();
  }
};

export interface Matching {
  readonly done: LastMatch | null;
  readonly saving: ReadonlySet<string>;
  readonly refusals: ReadonlyMap<string, string>;
  readonly act: (what: LastMatch) => Promise<void>;
}

/**
 * Matches lines to people and takes matches back, with one request per line. Refusals are kept per line, with the
 * reason in words.
 */
export const useMatching = (): Matching => {
  const client = useQueryClient();
  const [done, setDone] = useState<LastMatch | null>(null);
  const [saving, setSaving] = useState<ReadonlySet<string>>(new Set());
  const [refusals, setRefusals] = useState<ReadonlyMap<string, string>>(new Map());
  const act = useCallback(
    async (what: LastMatch) => {
      const { line } = what;
      const refuse = (words: string | null) =>
        setRefusals((before) => {
          const after = new Map(before);
          if (words === null) after.delete(line);
          else after.set(line, words);
          return after;
        });
      setSaving((before) => new Set(before).add(line));
      refuse(null);
      try {
        await ask('POST /api/lines/match', { body: { line, person: what.kind === 'matched' ? what.person : null } });
        setDone(what);
      } catch (error) {
        const why = failureOf(error);
        if (why.kind === 'refused' && why.error === 'not-signed-in') return location.replace('/sign-in');
        refuse(refusalInWords(why));
      } finally {
        await client.invalidateQueries({ queryKey: ['lines'] });
        setSaving((before) => new Set([...before].filter((other) => other !== line)));
      }
    },
    [client],
  );
  return { done, saving, refusals, act };
};
