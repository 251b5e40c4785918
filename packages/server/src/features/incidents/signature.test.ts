import { mkdtempSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signingKeyIn, signText, verifyFile } from './signature.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-key-'));
const key = signingKeyIn(folder);

describe('a signed file', () => {
  it('is signed by the one key of its folder, which only its owner can read', () => {
    expect(signingKeyIn(folder).key).toBe(key.key);
    expect(statSync(path.join(folder, 'signing-key.pem')).mode & 0o777).toBe(0o600);
    expect(verifyFile(Buffer.from(signText('a\nß', key)))).toEqual({ kind: 'unchanged', key: key.key });
  });

  it('shows every change of any byte, and anything put behind it', () => {
    const file = Buffer.from(signText('<p>What happened</p>\n<p>“Enough”</p>', key));
    fc.assert(
      fc.property(fc.nat({ max: file.length - 1 }), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const changed = Buffer.from(file);
        changed[index] = changed[index]! ^ change;
        const verified = verifyFile(changed);
        // A file with another key can count as unchanged only if that key signed it.
        expect(verified.kind).not.toBe('unchanged');
      }),
      { numRuns: 300 },
    );
    expect(verifyFile(Buffer.concat([file, Buffer.from('<p>more</p>\n')])).kind).toBe('not-signed');
    expect(verifyFile(Buffer.from('')).kind).toBe('not-signed');
  });

  it('is not another key’s', () => {
    const other = signingKeyIn(mkdtempSync(path.join(os.tmpdir(), 'onhook-key-')));
    const verified = verifyFile(Buffer.from(signText('text', other)));
    expect(verified).toEqual({ kind: 'unchanged', key: other.key });
    expect(other.key).not.toBe(key.key);
  });
});
