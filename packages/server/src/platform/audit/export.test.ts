import { asId, type CentreId } from '@onhook/core/ids';
import { expect, it } from 'vitest';
import { auditFormats } from './export.ts';

const row = { centre: asId<CentreId>('main'), seq: 12, at: Date.UTC(2026, 2, 1, 9, 30), actor: 'mark-of-ines', acted_as: 'lead', deed: 'share-opened', about: 'mark-of-maya', hash: 'h' } as const;

it('An audit entry is one line of JSON, or one message of RFC 5424 with the same values', () => {
  expect(JSON.parse(auditFormats.jsonl(row, 'pbx'))).toEqual({
    seq: 12,
    at: '2026-03-01T09:30:00.000Z',
    centre: 'main',
    as: 'lead',
    actor: 'mark-of-ines',
    deed: 'share-opened',
    about: 'mark-of-maya',
    hash: 'h',
  });
  expect(auditFormats.syslog(row, 'pbx')).toBe(
    '<110>1 2026-03-01T09:30:00.000Z pbx onhook - share-opened [onhook@32473 seq="12" centre="main" as="lead" actor="mark-of-ines" deed="share-opened" about="mark-of-maya" hash="h"]',
  );
});

it('A syslog message stays one message whatever its values hold', () => {
  const message = auditFormats.syslog({ ...row, actor: null, about: 'a"b\\c]d' }, 'büro 1\n');
  expect(message).toContain(' bro1 onhook ');
  expect(message).toContain('about="a\\"b\\\\c\\]d"');
  expect(message).not.toContain('actor=');
  expect(auditFormats.syslog(row, '\n')).toContain('Z - onhook');
});
