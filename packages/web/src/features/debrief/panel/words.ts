import type { TimeGrantView, OwnRequest, WishView } from '@onhook/contract';
import { spaceWords } from '../shared/words.ts';
import { regional } from '../../../design/locale.ts';
import { m } from '../../../generated/messages/messages.js';
import { time } from '../../../design/panel/time-words.ts';

export const wishWords = (wish: WishView): string => {
  switch (wish.kind) {
    case 'word':
      return m.debrief_yours_word();
    case 'space':
      return `${m.debrief_yours_space()} · ${spaceWords[wish.space]()}`;
    case 'view':
      return m.debrief_yours_view();
  }
};

const day = (at: number): string => new Intl.DateTimeFormat(regional(), { weekday: 'long', day: 'numeric', month: 'long' }).format(at);

const list = (names: readonly string[]): string => new Intl.ListFormat(regional(), { type: 'conjunction' }).format(names);

const timeGrantWords = ({ kind, state, by, untilAt, queue }: TimeGrantView): string => {
  if (state === 'taken-back') return m.debrief_gift_taken_back({ name: by?.name ?? '' });
  if (queue !== null) {
    const name = by?.name ?? '';
    return state === 'over' ? m.debrief_gift_queue_over({ queue, time: time(untilAt) }) : m.debrief_gift_queue({ name, queue, time: time(untilAt) });
  }
  if (state === 'over') return m.debrief_gift_over({ time: time(untilAt) });
  if (by === null) return m.debrief_gift_paused({ time: time(untilAt) });
  return kind === 'early-finish' ? m.debrief_gift_home(by) : m.debrief_gift_by({ name: by.name, time: time(untilAt) });
};

const answerWords = ({ answer, answeredBy }: OwnRequest): string => {
  const name = answeredBy?.name ?? '';
  switch (answer?.kind) {
    case 'coming':
      return m.debrief_coming({ name });
    case 'at':
      return m.debrief_at({ name, time: time(answer.at) });
    case 'read':
      return m.debrief_read({ name });
    default:
      return '';
  }
};

/** State of the reader's own request in sentences, the newest last. */
export const statusWords = (own: OwnRequest): readonly string[] => {
  const sentences: string[] = [];
  const names = (round: OwnRequest['asked'][number]['round']): string => list(own.asked.filter((one) => one.round === round).map(({ name }) => name));
  if (own.state === 'taken-back') return [m.debrief_taken_back()];
  if (own.state === 'asked') {
    if (own.to === 'circle') sentences.push(m.debrief_circle_asked({ time: time(own.askedAt) }));
    else if (names('first')) sentences.push(m.debrief_was_asked({ names: names('first'), time: time(own.askedAt) }));
    if (names('stand-in')) sentences.push(m.debrief_stood_in({ names: names('stand-in') }));
    if (names('other-leads')) sentences.push(m.debrief_others_asked({ names: names('other-leads') }));
    for (const { name } of own.asked.filter(({ seenAt }) => seenAt !== null)) sentences.push(m.debrief_has_seen({ name }));
  }
  if (own.state === 'answered') sentences.push(answerWords(own));
  if (own.state === 'unanswered') sentences.push(m.debrief_unanswered());
  sentences.push(...own.gifts.map(timeGrantWords));
  if (own.followUpAt !== null) sentences.push(m.debrief_follow_up({ date: day(own.followUpAt) }));
  return sentences.filter(Boolean);
};
