import { refuse, type Refusal } from './refusal.ts';

/** Cost of one guess at a passphrase (Argon2id). */
export interface Cost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** The cost of new vaults, and the least that is accepted: 64 MiB, three passes, one lane. */
export const minCost: Cost = { memoryKiB: 64 * 1024, passes: 3, lanes: 1 };
/** A higher cost would lock people out of their own vaults. */
const maxCost: Cost = { memoryKiB: 256 * 1024, passes: 10, lanes: 1 };

/**
 * Checks a cost that the server returned, since the server may lie about it.
 *
 * @returns null when the cost is acceptable; else `cost-too-low` or `cost-too-high`
 */
export const checkCost = ({ memoryKiB, passes, lanes }: Cost): Refusal | null => {
  if (memoryKiB < minCost.memoryKiB || passes < minCost.passes || lanes < minCost.lanes) return refuse('cost-too-low');
  return memoryKiB > maxCost.memoryKiB || passes > maxCost.passes || lanes > maxCost.lanes ? refuse('cost-too-high') : null;
};
