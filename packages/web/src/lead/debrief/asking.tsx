import { Link } from '@tanstack/react-router';
import { m } from '../../generated/messages/messages.js';
import css from './debrief.module.css';
import { useDebrief } from './feed.ts';

/** On the floor a request from a person stands out, and nothing else does. */
export const Asking = () => {
  const known = useDebrief(false);
  const asking = known.kind === 'known' ? known.debrief.forMe.filter(({ state }) => state === 'asked') : [];
  const [first] = asking;
  return (
    <div role="status">
      {first && (
        <Link to="/requests" className={css.asking}>
          {asking.length === 1 ? m.debrief_floor(first.from) : m.debrief_floor_more({ n: asking.length })}
        </Link>
      )}
    </div>
  );
};
