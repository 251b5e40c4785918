import type { CallEvent } from './event.ts';

/** What a phone system never says, and we conclude: nobody will tell how this call ended. */
export interface Lost {
  readonly kind: 'call-lost';
  readonly at: number;
}

export type Mark = CallEvent | Lost;

const rank: Record<Mark['kind'], number> = {
  'call-queued': 0,
  'call-offered': 1,
  'call-unanswered': 2,
  'call-answered': 3,
  'call-held': 4,
  'call-retrieved': 5,
  'call-transferred': 6,
  'call-ended': 7,
  'call-left': 7,
  'call-wrapped': 8,
  'customer-sentiment': 8,
  'call-lost': 9,
};

const idOf = (mark: Mark): string => (mark.kind === 'call-lost' ? '' : `${mark.source}\n${mark.id}`);
const orderOf = (mark: Mark): number => (mark.kind === 'call-lost' ? Infinity : (mark.order ?? 0));

/** A total order that depends on what the marks say, never on when they arrived. */
const compare = (a: Mark, b: Mark): number =>
  a.at - b.at ||
  (orderOf(a) === orderOf(b) ? 0 : orderOf(a) - orderOf(b)) ||
  rank[a.kind] - rank[b.kind] ||
  (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0);

/** Puts a mark where it belongs. False when it was there already: a duplicate. */
export const insertMark = (marks: Mark[], mark: Mark): boolean => {
  if (mark.kind !== 'call-lost') {
    for (const other of marks) {
      if (other.kind !== 'call-lost' && other.id === mark.id && other.source === mark.source) return false;
    }
  }
  let index = marks.length;
  while (index > 0 && compare(marks[index - 1]!, mark) > 0) index -= 1;
  marks.splice(index, 0, mark);
  return true;
};
