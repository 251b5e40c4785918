import { z } from 'zod';
import { privateWords } from './private-words.ts';
import { route } from './route.ts';

/** Bytes in base64url that the server cannot read. */
const sealed = (mostBytes: number) => z.string().regex(/^[\w-]+$/).max(Math.ceil((mostBytes * 4) / 3));
const keysText = sealed(32 * 1024);
const cardText = sealed(4 * 1024);
const headText = sealed(2 * 1024 * 1024);
/** Room for 1 MiB of content and its header. */
const contentBytes = 1024 * 1024 + 4 * 1024;
const contentText = sealed(contentBytes);

const name = z.string().regex(/^[\w-]{1,60}$/);
const version = z.int().positive();
const at = z.int().nonnegative();
const person = z.string().min(1).max(200);
const purpose = z.enum(['feedback-question', 'feedback-answer', 'debrief-note']);
const nothing = z.object({});

const item = z.object({ item: name, version, sealed: contentText });

export const vaultView = z.object({
  /** Centre of the vault's owner. Everything sealed is bound to this centre and this person. */
  centre: z.string(),
  person: z.string(),
  /** Null when this person has no vault. */
  keys: z.object({ version, sealed: keysText, card: cardText }).nullable(),
  /** Null until something has been written. */
  head: z.object({ version, sealed: headText }).nullable(),
  /** Items written after the version of the list that the request named. */
  items: z.array(item),
});
export type VaultView = z.infer<typeof vaultView>;

export const readVault = route({
  key: 'GET /api/vault',
  summary: 'The sealed vault of the signed-in person: its keys, its list of everything, and what was written since a version of that list.',
  query: z.object({ since: z.string().regex(/^\d{1,9}$/) }),
  example: { query: { since: '0' } },
  reply: vaultView,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const putVaultKeys = route({
  key: 'POST /api/vault/keys',
  summary:
    'Puts sealed keys in place of those of the version before; the first make the vault. New keys with a new master key bring the list of everything with them, sealed under it. no-longer-possible: there is another version of the keys or the list, or another card.',
  body: z.object({
    version,
    sealed: keysText,
    card: cardText,
    /** The next version of the list, under a new master key; null while the master key stays. */
    head: z.object({ version, sealed: headText }).nullable(),
  }),
  example: { body: { version: 1, sealed: 'AQ', card: 'AQ', head: null } },
  reply: nothing,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'no-longer-possible', 'store-unavailable'],
  maxBytes: 4 * 1024 * 1024,
});

export const writeVault = route({
  key: 'POST /api/vault/changes',
  summary: 'Writes things and the list of everything with them, all or nothing. no-longer-possible: the keys are of another version, the list is not of the version before, or the vault is full.',
  body: z.object({
    /** Version of the keys under which all of this is sealed. */
    keysVersion: version,
    head: z.object({ version, sealed: headText }),
    put: z.array(item).max(200),
    deleted: z.array(name).max(1_000),
  }),
  example: { body: { keysVersion: 1, head: { version: 1, sealed: 'AQ' }, put: [], deleted: [] } },
  reply: nothing,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
  maxBytes: 8 * 1024 * 1024,
});

export const deleteVault = route({
  key: 'DELETE /api/vault',
  summary: 'Deletes the vault of the signed-in person with everything in it, and takes back what they shared.',
  reply: nothing,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const peopleToShareWith = z.object({
  people: z.array(
    z.object({
      person: z.string(),
      name: z.string(),
      /** Null when the person has no vault, so nothing can be sealed to them yet. */
      card: cardText.nullable(),
    }),
  ),
});

export const readPeopleToShareWith = route({
  key: 'GET /api/shares/people',
  summary: 'People this person may share with: their circle, the leads of their team, and people who turned to them or whom they asked.',
  reply: peopleToShareWith,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

const terms = { share: name, purpose, answers: name.nullable() };

export const sharesView = z.object({
  received: z.array(z.object({ ...terms, from: z.string(), name: z.string(), sentAt: at, openedAt: at.nullable() })),
  sent: z.array(z.object({ ...terms, to: z.string(), name: z.string(), sentAt: at, openedAt: at.nullable(), takenBackAt: at.nullable() })),
});
export type SharesView = z.infer<typeof sharesView>;

export const readShares = route({
  key: 'GET /api/shares',
  summary: 'What was shared with this person and not taken back, and what they shared; without what it says.',
  reply: sharesView,
  errors: ['not-signed-in', 'not-allowed', 'store-unavailable'],
});

export const putShare = route({
  key: 'POST /api/shares',
  summary: 'Shares something sealed for one person, under a name the browser chose. not-found: this person may not share with them, or there is nothing to answer.',
  body: z.object({ ...terms, to: person, sealed: contentText }),
  example: { body: { share: 'share-for-nobody', to: 'nobody-at-all', purpose: 'feedback-question', answers: null, sealed: 'AQ' } },
  reply: nothing,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'no-longer-possible', 'store-unavailable'],
  maxBytes: 2 * 1024 * 1024,
});

export const openShare = route({
  key: 'POST /api/shares/:share/open',
  summary: 'Fetches what was shared with this person; the sender sees when it was first fetched.',
  params: z.object({ share: name }),
  example: { params: { share: 'no-such-share' } },
  reply: z.object({ sealed: sealed(contentBytes).register(privateWords, { by: 'the sender' }) }),
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'store-unavailable'],
});

export const takeBackShare = route({
  key: 'DELETE /api/shares/:share',
  summary: 'Takes back what this person shared: it cannot be fetched any more. What was fetched before was read.',
  params: z.object({ share: name }),
  example: { params: { share: 'no-such-share' } },
  reply: nothing,
  errors: ['bad-input', 'not-signed-in', 'not-allowed', 'not-found', 'store-unavailable'],
});
