/** Something that is the agent's to do after a call. */
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
  /** What was the customer's. */
  readonly putDown: readonly Noted[];
  readonly learned: readonly Noted[];
}
