export type { ExportContext, Exported, ExportPart } from './export-part.ts';
