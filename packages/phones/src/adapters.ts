import { adapters } from './adapters.generated.ts';
import type { PhoneAdapter } from './adapter.ts';

export { adapters };
export type { AdapterParts, CheckFinding, PhoneAdapter } from './adapter.ts';
export { isRegion, type CallerRules } from './customer.ts';
export { settingsOf, type Setting } from './settings.ts';

/** Finds the adapter of a kind; undefined when there is none. */
export const adapterOf = (kind: string): PhoneAdapter | undefined => adapters.find((adapter) => adapter.kind === kind);
