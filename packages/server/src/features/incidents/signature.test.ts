import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { loadSigningKey, signText, verifyFile } from './signature.ts';

vi.mock('node:crypto', async (importOriginal) => {
  const crypto = await importOriginal<typeof import('node:crypto')>();
  return { ...crypto, generateKeyPairSync: vi.fn(crypto.generateKeyPairSync) };
});

const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-key-'));
const key = loadSigningKey(folder);

describe('a signed file', () => {
  it('is signed with the key of its data folder, a file that only its owner can read', () => {
    expect(loadSigningKey(folder).publicKey).toBe(key.publicKey);
    expect(statSync(path.join(folder, 'signing-key.pem')).mode & 0o777).toBe(0o600);
    expect(verifyFile(Buffer.from(signText('a\nß', key)))).toEqual({ kind: 'unchanged', publicKey: key.publicKey });
  });

  it('is signed with a stored key, for which no other key is generated', () => {
    vi.mocked(generateKeyPairSync).mockClear();
    expect(loadSigningKey(folder).publicKey).toBe(key.publicKey);
    expect(generateKeyPairSync).not.toHaveBeenCalled();
  });

  it('fails to verify after a change of any byte, or with bytes appended', () => {
    const file = Buffer.from(signText('<p>What happened</p>\n<p>“Enough”</p>', key));
    fc.assert(
      fc.property(fc.nat({ max: file.length - 1 }), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const changed = Buffer.from(file);
        changed[index] = changed[index]! ^ change;
        const verified = verifyFile(changed);
        // A changed byte may name another public key, which then would have to have signed the file.
        expect(verified.kind).not.toBe('unchanged');
      }),
      { numRuns: 300 },
    );
    expect(verifyFile(Buffer.concat([file, Buffer.from('<p>more</p>\n')])).kind).toBe('not-signed');
    expect(verifyFile(Buffer.from('')).kind).toBe('not-signed');
  });

  it('names the key that signed it', () => {
    const other = loadSigningKey(mkdtempSync(path.join(os.tmpdir(), 'onhook-key-')));
    const verified = verifyFile(Buffer.from(signText('text', other)));
    expect(verified).toEqual({ kind: 'unchanged', publicKey: other.publicKey });
    expect(other.publicKey).not.toBe(key.publicKey);
  });
});
