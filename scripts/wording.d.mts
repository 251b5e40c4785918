export interface WordRule {
  readonly avoid: string;
  readonly write: string;
}
export const readRules: (guide: string) => Readonly<Record<string, readonly WordRule[]>>;
export const faultsOf: (locale: string, text: string, rules: Readonly<Record<string, readonly WordRule[]>>) => readonly string[];
