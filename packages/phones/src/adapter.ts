import type { SourceId } from '@onhook/core/ids';
import type { z } from 'zod';
import type { CallerRules } from './customer.ts';
import type { Capabilities, Clock, PhoneSystem } from './port.ts';

/** Result of a step of a connection check. `unsure`: nothing seen so far decides it. `advice` is empty where all is well. */
export interface CheckFinding {
  readonly kind: 'ok' | 'problem' | 'unsure';
  readonly finding: string;
  readonly advice: string;
}

/** Parts of the server that an adapter builds its phone system from. */
export interface AdapterParts {
  /** Names the connection in every event. */
  readonly source: SourceId;
  readonly clock: Clock;
  /** Key of the hashes of callers' numbers: at least 16 characters, never changed. */
  readonly customerKey: string;
  /** The centre's rules for callers' numbers; none by default. */
  readonly callers?: CallerRules;
}

/**
 * Declaration of one kind of phone system. Settings, `onhook check`, the rows of docs/configuration.md and the
 * conformance suite are derived from it.
 */
export interface PhoneAdapter<Schema extends z.ZodObject = z.ZodObject> {
  /** The folder's name; source of the connection's events. */
  readonly kind: string;
  /** The name that people know the system by. */
  readonly title: string;
  /**
   * Settings, declared with the helpers of settings.ts. `commandUrl` of kind `webhook` is read from
   * `ONHOOK_WEBHOOK_COMMAND_URL`. The system is connected when one of its required settings is given.
   */
  readonly configSchema: Schema;
  /** The most that a connection of this kind can do. */
  readonly capabilities: Capabilities;
  /** Builds the connection; connects nothing before `start`. */
  create(config: z.output<Schema>, parts: AdapterParts): PhoneSystem;
  /** Tries the connection without changing anything on the phone system, and says in words what is missing. */
  check(config: z.output<Schema>, parts: AdapterParts): Promise<readonly CheckFinding[]>;
}

/**
 * Checks a declaration by its types and returns it unchanged.
 *
 * @example export const adapter = defineAdapter({ kind: 'acme', title: 'Acme', configSchema, capabilities, create, check });
 */
export const defineAdapter = <Schema extends z.ZodObject>(adapter: PhoneAdapter<Schema>): PhoneAdapter<Schema> => adapter;
