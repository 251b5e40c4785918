import { expect, it } from 'vitest';
import { readTranslation } from './translated.ts';

const { translate } = readTranslation('de');

it('A text made of one message is translated', () => {
  expect(translate('What was the customer’s?')).not.toBeNull();
  expect(translate('What was the customer’s?')).not.toBe('What was the customer’s?');
});

it('A text made of several messages is translated part by part', () => {
  const text = translate('Pick someone who’s free. Say what happened, then what would help. The line is paused until 14:34.');
  expect(text).toContain('14:34');
  expect(text).not.toContain('Pick someone');
  expect(text).not.toContain('paused until');
});

it('A text that no message makes has no translation', () => {
  expect(translate('These words are in no message at all.')).toBeNull();
});
