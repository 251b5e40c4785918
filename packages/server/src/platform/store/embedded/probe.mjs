// @ts-check
/** Places in the shared Int32Array through which the main thread watches, and a test disturbs, the engine's files. */
export const probe = { syncs: 0, walPages: 1, fault: 2, length: 3 };
/** Values of `probe.fault`: what the files pretend, as a full or a broken disk would behave. */
export const fault = { none: 0, growthRefused: 1, writesRefused: 2 };
