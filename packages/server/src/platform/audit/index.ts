export { checkChain, headText, readHead, type Checked, type Head } from './chain.ts';
export { recordPolicyChange } from './decided.ts';
export { auditOfPerson, auditRows, type AuditRow, type NamedAuditRow } from './entries.ts';
export { record, type Recorded } from './record.ts';
export { auditFormats, isAuditFormat, type AuditFormat } from './export.ts';
