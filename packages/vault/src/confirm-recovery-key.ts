import { chooseAskedGroups, matchesGroup, type RecoveryKey } from './recovery-key.ts';

/** A new recovery key. It is shown once, and the person types two of its groups back before it takes effect. */
export interface RecoveryKeyConfirmation<Done> {
  readonly kind: 'to-confirm';
  readonly recoveryKey: RecoveryKey;
  /** The two groups to type back, counted from 0. */
  readonly askedGroups: readonly [number, number];
  /** Completes the change, or names the groups (counted from 0) that were typed wrong. May be called again. */
  confirm(typed: readonly [string, string]): Promise<Done | { readonly kind: 'not-the-same'; readonly groups: readonly number[] }>;
}

/** Asks for two groups of `recoveryKey`, and runs `complete` when both were typed right. */
export const confirmRecoveryKey = <Done>(recoveryKey: RecoveryKey, complete: () => Promise<Done>): RecoveryKeyConfirmation<Done> => {
  const askedGroups = chooseAskedGroups();
  return {
    kind: 'to-confirm',
    recoveryKey,
    askedGroups,
    confirm: async (typed) => {
      const groups = askedGroups.filter((group, n) => !matchesGroup(typed[n]!, recoveryKey[group]));
      return groups.length > 0 ? { kind: 'not-the-same', groups } : complete();
    },
  };
};
