/**
 * A stored value carries a version that this code does not know: a newer Onhook wrote it. Reading it anyway could
 * silently misread it.
 */
export class NewerVersion extends Error {
  override readonly name = 'NewerVersion';
  readonly kind = 'newer-version';
  readonly what: string;
  readonly version: number;
  readonly known: number;

  /**
   * @param what name of the stored type, such as `recovery`
   * @param version the version that the stored value carries
   * @param known the newest version that this code reads
   */
  constructor(what: string, version: number, known: number) {
    super(`a stored ${what} has version ${version}, written by a newer version of Onhook; this one reads versions up to ${known}`);
    this.what = what;
    this.version = version;
    this.known = known;
  }
}

/** A stored value carries a version that no code has ever written, or that has no upcaster any more. */
export class UnknownVersion extends Error {
  override readonly name = 'UnknownVersion';
  readonly kind = 'unknown-version';
  readonly what: string;
  readonly version: number;
  readonly oldest: number;

  /**
   * @param what name of the stored type, such as `recovery`
   * @param version the version that the stored value carries
   * @param oldest the oldest version that has an upcaster
   */
  constructor(what: string, version: number, oldest: number) {
    super(`a stored ${what} has version ${version}; the oldest that can be read is ${oldest}`);
    this.what = what;
    this.version = version;
    this.oldest = oldest;
  }
}

/** Every version that a stored type has had, and the way from each to the newest. */
export interface Versions<Newest> {
  /** Name of the stored type, for errors. */
  readonly what: string;
  /** The oldest version that can be read. */
  readonly oldest: number;
  /** The version that new values are stored with. */
  readonly newest: number;
  /**
   * Upcasts a stored value, step by step, to the newest shape. Pure: the stored value is left as it is.
   *
   * @param stored the value as it was read back, in the shape of `version`
   * @param version the version that is stored with it
   * @throws NewerVersion, UnknownVersion
   */
  upcast(stored: unknown, version: number): Newest;
  /**
   * Adds a version.
   *
   * @param step makes a value of the new shape from one of the shape before; must not change its argument
   */
  next<Next>(step: (older: Newest) => Next): Versions<Next>;
}

const chain = <Newest>(what: string, oldest: number, steps: readonly ((older: never) => unknown)[]): Versions<Newest> => {
  const newest = oldest + steps.length;
  return {
    what,
    oldest,
    newest,
    upcast: (stored, version) => {
      if (version > newest) throw new NewerVersion(what, version, newest);
      if (!Number.isInteger(version) || version < oldest) throw new UnknownVersion(what, version, oldest);
      return steps.slice(version - oldest).reduce<unknown>((value, step) => step(value as never), stored) as Newest;
    },
    next: <Next>(step: (older: Newest) => Next) => chain<Next>(what, oldest, [...steps, step]),
  };
};

/**
 * Begins the versions of a stored type with its oldest shape. Give the whole chain the newest shape as its type: once
 * that shape changes, the chain does not compile until it has a step more.
 *
 * @param what name of the stored type, for errors
 * @param oldest the number of the oldest version
 * @example
 * interface CupV1 { readonly litres: number }
 * interface Cup { readonly millilitres: number }
 * const cupVersions: Versions<Cup> = firstVersion<CupV1>('cup').next((v1) => ({ millilitres: v1.litres * 1000 }));
 * cupVersions.upcast({ litres: 0.2 }, 1); // { millilitres: 200 }
 */
export const firstVersion = <Oldest>(what: string, oldest = 1): Versions<Oldest> => chain<Oldest>(what, oldest, []);
