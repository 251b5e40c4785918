/** Counts of one queue in one half hour, or their sums over several half hours or queues. */
export interface Counts {
  readonly offered: number;
  readonly answered: number;
  readonly answeredInTarget: number;
  readonly abandoned: number;
  readonly hardCalls: number;
}
