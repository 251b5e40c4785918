import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, safe in an address and a cookie. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What the store keeps of a token: whoever reads the store cannot sign in with it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');
