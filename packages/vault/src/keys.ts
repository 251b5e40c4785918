import { type Bytes, concat, framed, sha256, u8 } from './bytes.ts';
import { type Card, readCard } from './card.ts';
import { headerBytes, readHeader, suite } from './header.ts';
import { type Identity, identityBytes, readIdentity } from './identity.ts';
import type { Place } from './place.ts';
import { reading } from './reader.ts';
import { refuse, type Refusal } from './refusal.ts';
import { open, seal } from './sealing.ts';
import { readWrap, type Wrap, wrapBytes } from './wraps.ts';

/** What the server keeps of a vault's keys: all of it useless without one of the secrets. */
export interface Keys {
  readonly version: number;
  readonly card: Card;
  readonly wraps: readonly Wrap[];
}

interface ReadKeys extends Keys {
  /** Everything that can be read before it is opened. */
  readonly before: Bytes;
  readonly identity: Bytes;
}

const header = (place: Place, version: number) => ({ format: 'keys', place, thing: 'keys', version }) as const;
const binding = (place: Place, version: number) => ({ ...header(place, version), purpose: 'identity' });

const sorts = (wraps: readonly Wrap[], kind: Wrap['kind']): number => wraps.filter((wrap) => wrap.kind === kind).length;
/** A passkey may be lost with its device: it is never the only way in. */
const isComplete = (wraps: readonly Wrap[]): boolean => sorts(wraps, 'passphrase') === 1 && sorts(wraps, 'recovery-key') === 1;

export const sealKeys = async (place: Place, { version, card, wraps }: Keys, master: CryptoKey, identity: Identity): Promise<Bytes> => {
  const before = concat(headerBytes(header(place, version)), framed(card.bytes), u8(wraps.length), ...wraps.map(wrapBytes));
  return concat(before, framed(await seal(master, binding(place, version), identityBytes(identity, await sha256(before)))));
};

/** Which version stands in the header; what it is worth is seen when it is opened. */
const versionIn = (bytes: Bytes): number | null =>
  reading(bytes, (reader) => {
    reader.take(2);
    for (let n = 0; n < 3; n += 1) reader.framed();
    return reader.u32();
  });

export const readKeys = async (place: Place, bytes: Bytes): Promise<{ readonly kind: 'keys'; readonly keys: ReadKeys } | Refusal> => {
  if (bytes.length > 0 && bytes[0] !== suite) return refuse('unknown-suite');
  const version = versionIn(bytes);
  if (version === null) return refuse('truncated');
  const parts = reading(bytes, (reader) => {
    const wrong = readHeader(reader, header(place, version));
    if (wrong) return wrong;
    const card = reader.framed();
    const wraps = Array.from({ length: reader.u8() }, () => readWrap(reader));
    const before = bytes.slice(0, reader.at);
    const identity = reader.framed();
    reader.end();
    return { kind: 'parts' as const, card, wraps, before, identity };
  });
  if (!parts) return refuse('truncated');
  if (parts.kind !== 'parts') return parts;
  const wraps = parts.wraps.filter((wrap) => wrap !== null);
  if (wraps.length < parts.wraps.length || !isComplete(wraps)) return refuse('altered');
  const read = await readCard(place, parts.card);
  if (read.kind !== 'card') return read;
  return { kind: 'keys', keys: { version, card: read.card, wraps, before: parts.before, identity: parts.identity } };
};

/** The private keys; refused where anything that stands before them is not what it was sealed with. */
export const openIdentity = async (place: Place, { version, before, identity }: ReadKeys, master: CryptoKey) => {
  const opened = await open(master, binding(place, version), identity);
  return opened.kind === 'opened' ? readIdentity(opened.content, await sha256(before)) : opened;
};
