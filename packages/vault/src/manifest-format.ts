import { type Bytes, concat, framedText, u32, u8 } from './bytes.ts';
import { type Purpose, purposeFromNumber, purposeNumbers } from './purposes.ts';
import { Reader, readRecord } from './reader.ts';

/** The manifest's row of an item. */
export interface ManifestEntry {
  readonly version: number;
  readonly purpose: Purpose;
  /** First 16 bytes of the SHA-256 of the sealed item. */
  readonly digest: Bytes;
}

/** The list of all items of a vault: which exist, with their purpose and version. It is sealed as the items are. */
export interface Manifest {
  readonly version: number;
  /** Epoch milliseconds of the last change, by the clock of the device that wrote it. A new device shows it to its owner. */
  readonly changedAt: number;
  /** How many times each device has written. */
  readonly writes: Readonly<Record<string, number>>;
  readonly entries: ReadonlyMap<string, ManifestEntry>;
}

/** Length of an entry's digest in bytes. */
export const digestLength = 16;

const u64 = (value: number): Bytes => concat(u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32));

/** Encodes a manifest for sealing. Its version is in the header. */
export const encodeManifest = ({ changedAt, writes, entries }: Manifest): Bytes =>
  concat(
    u64(changedAt),
    u32(Object.keys(writes).length),
    ...Object.entries(writes).map(([device, count]) => concat(framedText(device), u32(count))),
    u32(entries.size),
    ...[...entries].map(([item, { version, purpose, digest }]) => concat(framedText(item), u32(version), u8(purposeNumbers[purpose]), digest)),
  );

const readEntry = (reader: Reader): [string, ManifestEntry] | null => {
  const item = reader.text();
  const version = reader.u32();
  const purpose = purposeFromNumber(reader.u8());
  const digest = reader.take(digestLength);
  return purpose && [item, { version, purpose, digest }];
};

/**
 * Decodes {@link encodeManifest}.
 *
 * @returns null for malformed bytes; `unknown-suite` for a purpose of a later version, which this one would lose by writing
 */
export const decodeManifest = (version: number, content: Bytes): Manifest | 'unknown-suite' | null =>
  readRecord(content, (reader) => {
    const changedAt = reader.u32() * 2 ** 32 + reader.u32();
    const writes = Object.fromEntries(Array.from({ length: reader.u32() }, () => [reader.text(), reader.u32()] as const));
    const entries = Array.from({ length: reader.u32() }, () => readEntry(reader));
    reader.end();
    if (entries.includes(null)) return 'unknown-suite';
    return { version, changedAt, writes, entries: new Map(entries.filter((entry) => entry !== null)) };
  });
