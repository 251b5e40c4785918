import type { ErrorName } from '@onhook/contract';

/** A service has done what was asked, or says why not, by a name of the contract's catalogue. */
export type Result<Value = void, Error extends ErrorName = ErrorName> = Done<Value> | NotDone<Error>;

export interface Done<Value> {
  readonly kind: 'done';
  readonly value: Value;
}

export interface NotDone<Error extends ErrorName = ErrorName> {
  readonly kind: 'refused';
  readonly error: Error;
  /** For a developer's eye; never holds what a person wrote. */
  readonly message: string;
}

export const done = <Value = void>(...[value]: Value extends void ? [] : [Value]): Done<Value> => ({ kind: 'done', value: value as Value });

export const refused = <Error extends ErrorName>(error: Error, message: string = error): NotDone<Error> => ({ kind: 'refused', error, message });

/** A refusal by name, thrown: the HTTP side answers it with the status of the catalogue. */
export class Refused extends Error {
  readonly error: ErrorName;

  constructor(error: ErrorName, message: string = error) {
    super(message);
    this.name = 'Refused';
    this.error = error;
  }
}

/**
 * The value of a result.
 *
 * @throws Refused with the result's name and message when it was not done
 */
export const valueOf = <Value>(result: Result<Value>): Value => {
  if (result.kind === 'refused') throw new Refused(result.error, result.message);
  return result.value;
};
