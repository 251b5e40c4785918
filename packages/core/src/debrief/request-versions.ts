import type { PersonId, RequestId } from '../ids/index.ts';
import { firstVersion, type Versions } from '../versions/index.ts';
import type { Request } from './request.ts';

type RoundV1 = 'first' | 'stand-in' | 'other-leads';

/** A request as it is stored in version 1. Stays as it is, whatever becomes of {@link Request}. */
export interface RequestV1 {
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
  readonly state: 'asked' | 'answered' | 'taken-back' | 'unanswered';
  readonly asked: readonly {
    readonly person: PersonId;
    readonly round: RoundV1;
    readonly askedAt: number;
    readonly seenAt: number | null;
    readonly declinedAt: number | null;
  }[];
  readonly round: RoundV1;
  readonly dueAt: number | null;
  readonly answer:
    | (({ readonly kind: 'coming' } | { readonly kind: 'at'; readonly at: number } | { readonly kind: 'given' } | { readonly kind: 'read' }) & {
        readonly by: PersonId;
      })
    | null;
  readonly closedAt: number | null;
}

/** Versions of stored requests. */
export const requestVersions: Versions<Request> = firstVersion<RequestV1>('request');
