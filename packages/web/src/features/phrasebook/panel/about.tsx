import type { EndAbusiveCalls } from '@onhook/core/phrasebook';
import { Copy, Pencil, Star, Trash2 } from 'lucide';
import { Icon } from '../../../design/icon.tsx';
import { m } from '../../../generated/messages/messages.js';
import css from './about.module.css';
import type { BookPhrase } from './book.ts';
import { aboutId } from './results.tsx';

interface Props {
  readonly phrase: BookPhrase;
  readonly endings: EndAbusiveCalls;
  readonly favourite: boolean;
  readonly onCopy: () => void;
  readonly onMark: () => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

const endingWords: Readonly<Record<EndAbusiveCalls, () => string>> = {
  allowed: m.phrases_ending_allowed,
  'with-lead': m.phrases_ending_with_lead,
  'not-allowed': m.phrases_ending_not_allowed,
};

/** Advice on the chosen phrase: when to say it, what to avoid, and the actions for it. */
export const About = ({ phrase, endings, favourite, onCopy, onMark, onEdit, onDelete }: Props) => (
  <section className={css.about}>
    <div id={aboutId} className={css.words}>
      {phrase.when !== '' && (
        <p dir="auto">
          <b className={css.label}>{m.phrases_when()}</b> {phrase.when}
        </p>
      )}
      {phrase.avoid !== '' && (
        <p dir="auto">
          <b className={css.label}>{m.phrases_avoid()}</b> {phrase.avoid}
        </p>
      )}
      {phrase.situation === 'end-abuse' && <p className={css.policy}>{endingWords[endings]()}</p>}
    </div>
    <div className={css.actions}>
      <button type="button" className={css.action} aria-keyshortcuts="Enter" onClick={onCopy}>
        <Icon of={Copy} size="1.1em" />
        {m.phrases_copy()}
      </button>
      <button type="button" className={css.action} aria-pressed={favourite} aria-keyshortcuts="*" onClick={onMark}>
        <Icon of={Star} size="1.1em" fill={favourite ? 'currentColor' : 'none'} />
        {m.phrases_favourite()}
      </button>
      {phrase.of === 'own' && (
        <>
          <button type="button" className={css.action} onClick={onEdit}>
            <Icon of={Pencil} size="1.1em" />
            {m.phrases_edit()}
          </button>
          <button type="button" className={css.action} onClick={onDelete}>
            <Icon of={Trash2} size="1.1em" />
            {m.phrases_delete()}
          </button>
        </>
      )}
    </div>
  </section>
);
