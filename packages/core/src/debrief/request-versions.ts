import type { PersonId, RequestId } from '../ids/index.ts';
import { firstVersion, type Versions } from '../versions/index.ts';
import type { Request } from './request.ts';

type RoundV1 = 'first' | 'stand-in' | 'other-leads';

interface RequestFactsV1 {
  readonly request: RequestId;
  readonly asker: PersonId;
  readonly wish:
    | { readonly kind: 'word' }
    | { readonly kind: 'space'; readonly space: 'ten-minutes' | 'rest-of-hour' | 'go-home' | 'as-long-as-needed' }
    | { readonly kind: 'view' };
  readonly reach:
    | { readonly kind: 'lead'; readonly person: PersonId }
    | { readonly kind: 'colleague'; readonly person: PersonId }
    | { readonly kind: 'circle' };
  readonly askedAt: number;
  readonly asked: readonly {
    readonly person: PersonId;
    readonly round: RoundV1;
    readonly askedAt: number;
    readonly seenAt: number | null;
    readonly declinedAt: number | null;
  }[];
  readonly round: RoundV1;
}

type AnswerV1 = ({ readonly kind: 'coming' } | { readonly kind: 'at'; readonly at: number } | { readonly kind: 'given' } | { readonly kind: 'read' }) & {
  readonly by: PersonId;
};

/** Request as stored in version 1. This type never changes, even if {@link Request} does. */
export type RequestV1 = RequestFactsV1 &
  (
    | { readonly state: 'asked'; readonly dueAt: number; readonly answer: null; readonly closedAt: null }
    | { readonly state: 'answered'; readonly dueAt: null; readonly answer: AnswerV1; readonly closedAt: number }
    | { readonly state: 'taken-back' | 'unanswered'; readonly dueAt: null; readonly answer: null; readonly closedAt: number }
  );

/** Versions of stored requests. */
export const requestVersions: Versions<Request> = firstVersion<RequestV1>('request');
