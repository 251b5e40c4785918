/** Task that the agent carries on from a call. */
export interface CarryItem {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  readonly dueAt: number | null;
  readonly doneAt: number | null;
}

export interface Noted {
  readonly id: string;
  readonly at: number;
  readonly text: string;
}

export interface Carried {
  readonly items: readonly CarryItem[];
  /** Matters that the agent put down as the customer's own. */
  readonly putDown: readonly Noted[];
  readonly learned: readonly Noted[];
}
