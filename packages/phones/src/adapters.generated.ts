// Written by scripts/phone-systems.mjs: one line for each folder that has an adapter.ts. Changes here are overwritten.
import type { PhoneAdapter } from './adapter.ts';
import { adapter as asterisk } from './asterisk/adapter.ts';
import { adapter as simulated } from './simulated/adapter.ts';
import { adapter as webhook } from './webhook/adapter.ts';

/** Every kind of phone system, in alphabetical order. */
export const adapters: readonly PhoneAdapter[] = [asterisk, simulated, webhook];
