/** Whose: nothing sealed for one place opens in another. */
export interface Place {
  readonly centre: string;
  readonly person: string;
}
