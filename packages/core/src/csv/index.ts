export { decodeText, type Decoded, type Encoding } from './decode.ts';
/** Quotes a CSV field (RFC 4180). An apostrophe keeps a spreadsheet from reading the field as a formula. */
const field = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Writes rows of texts as a CSV file (RFC 4180): every field is quoted, and every row ends with CR LF. */
export const csvFile = (rows: readonly (readonly string[])[]): string =>
  rows.map((fields) => `${fields.map(field).join(',')}\r\n`).join('');
