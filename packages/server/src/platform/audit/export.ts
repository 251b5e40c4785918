import type { AuditRow } from './entries.ts';

/** Facility 13 (log audit), severity 6 (informational), as RFC 5424 counts them. */
const priority = 13 * 8 + 6;

/** Structured data needs a private enterprise number; 32473 is the one for examples (RFC 5612). */
const dataId = 'onhook@32473';

const escaped = (value: string): string => value.replaceAll(/["\\\]]/g, (mark) => `\\${mark}`);

const valuesOf = ({ centre, seq, at, actor, acted_as, deed, about, hash }: AuditRow) => ({
  seq,
  at: new Date(at).toISOString(),
  centre,
  as: acted_as,
  /** Pseudonym of the person who did it; null: not a person of the centre. */
  actor,
  deed,
  /** Pseudonym of the person it is about; null: everybody. */
  about,
  hash,
});

/** Writes one entry of the audit log as a line, by the name of the format. `host` is the name of this machine. */
export const auditFormats = {
  jsonl: (row: AuditRow, _host: string): string => JSON.stringify(valuesOf(row)),
  /** A message of RFC 5424 without a text: its structured data holds everything. */
  syslog: (row: AuditRow, host: string): string => {
    const { at, ...rest } = valuesOf(row);
    const data = Object.entries(rest).flatMap(([name, value]) => (value === null ? [] : [` ${name}="${escaped(String(value))}"`]));
    return `<${priority}>1 ${at} ${host.replaceAll(/[^!-~]/g, '').slice(0, 255) || '-'} onhook - ${row.deed} [${dataId}${data.join('')}]`;
  },
} as const;

export type AuditFormat = keyof typeof auditFormats;

export const isAuditFormat = (text: string): text is AuditFormat => Object.hasOwn(auditFormats, text);
