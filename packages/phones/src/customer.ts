import { createHmac } from 'node:crypto';
import { asId, type CustomerKey } from '@onhook/core/ids';
import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** A centre's rules for callers' numbers. */
export interface CallerRules {
  /** Region of numbers that name no country, as ISO 3166-1 writes it, such as `GB`; null when none is set. */
  readonly region: string | null;
  /** Numbers that name nobody, such as a trunk's own. One that ends in `*` stands for all numbers that begin so. */
  readonly nobody: readonly string[];
}

/** Rules of a centre that sets none. */
export const noCallerRules: CallerRules = { region: null, nobody: [] };

/** True for a region that numbers can be read in. */
export const isRegion = (text: string): boolean => isSupportedCountry(text);

/** Parts of words that phone systems and networks send instead of a number, without spaces and marks. */
const withheldWords = [
  'anonym', 'anonim', 'unknown', 'unbekannt', 'inconnu', 'desconocid', 'sconosciut', 'onbekend',
  'restrict', 'private', 'privat', 'prive', 'privad', 'withheld', 'unavailable', 'notavailable', 'indisponible',
  'outofarea', 'blocked', 'hidden', 'nocallerid', 'nonumber', 'nonum', 'suppress', 'masque', 'oculto', 'unterdruckt',
  'undefined', 'nobody', 'assertedidentity',
];
/** Whole texts that stand for no number: codes of caller ID (O out of area, P private), values of programs, Asterisk's default. */
const withheldTexts = new Set(['o', 'p', 'u', 's', 'na', 'null', 'none', 'nil', 'nan', 'id', 'asterisk', 'invalid', 'false']);
/** Withheld words as a telephone keypad spells them: anonymous, restricted, blocked, unknown, unavailable, private. */
const withheldDigits = new Set(['266696687', '7378742833', '2562533', '8656696', '86282452253', '7748283']);

const isWithheldNumber = (digits: string): boolean => digits.length < 3 || /^(\d)\1*$/.test(digits) || withheldDigits.has(digits.replace(/^0+/, '').replace(/^1(?=\d{9}$)/, ''));

/** Takes a number out of a SIP or tel address, a quoted name and angle brackets: `"Ada" <sip:+44…@host;user=phone>`. */
const addressed = (text: string): string => {
  const inner = /<([^>]*)>\s*$/.exec(text)?.[1] ?? text;
  const [, user] = /^(?:sips?|tel):([^@;?]*)/i.exec(inner.trim()) ?? [];
  return (user ?? inner).trim();
};

const internationalOf = (digits: string, hasPlus: boolean, region: string | null): string => {
  if (hasPlus) return parsePhoneNumberFromString(`+${digits}`)?.number ?? `+${digits}`;
  if (region !== null) {
    const read = parsePhoneNumberFromString(digits, region as CountryCode);
    if (read?.isValid()) return read.number;
    const withPlus = parsePhoneNumberFromString(`+${digits}`);
    if (withPlus?.isValid()) return withPlus.number;
    return digits;
  }
  // 00 is the international prefix of most countries; a national number never begins with it.
  const plain = /^00([1-9]\d{7,})$/.exec(digits)?.[1];
  return plain === undefined ? digits : internationalOf(plain, true, null);
};

/**
 * Brings a caller's number into one spelling: international (E.164) where it names a country or a region is set, else
 * its digits.
 *
 * @param text the number as a phone system sends it, or a SIP address with a name in it
 * @returns undefined where the text names nobody: a withheld number, a text without a digit, or a number of the rules' list
 * @example callerNumber('020 7946 0001', { region: 'GB', nobody: [] }) // '+442079460001'
 */
export const callerNumber = (text: string | undefined, { region, nobody }: CallerRules = noCallerRules): string | undefined => {
  const bare = addressed((text ?? '').normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();
  const letters = bare.replace(/[^\p{L}]/gu, '');
  if (withheldTexts.has(letters) || withheldWords.some((word) => letters.includes(word))) return undefined;
  const digits = bare.replace(/\D/g, '');
  if (letters !== '') return digits === '' || /^0*$/.test(digits) ? undefined : bare;
  if (isWithheldNumber(digits)) return undefined;
  const number = internationalOf(digits, bare.includes('+'), region);
  const isNobody = nobody.some((entry) => {
    const isPrefix = entry.endsWith('*');
    const entryDigits = entry.replace(/\D/g, '');
    if (entryDigits === '') return false;
    const listed = internationalOf(entryDigits, entry.includes('+'), region);
    return isPrefix ? [number, digits, `+${digits}`].some((one) => one.startsWith(entry.slice(0, -1).replace(/[^\d+]/g, '')) || one.startsWith(listed)) : listed === number;
  });
  return isNobody ? undefined : number;
};

/**
 * Hashes the caller's number under the centre's key: the first 16 bytes of HMAC-SHA256, in hex. All spellings of a number
 * give the same hash, as {@link callerNumber} reads them.
 *
 * @returns undefined where the number names nobody
 * @example customerKey(key, '+44 20 7946 0001') === customerKey(key, '0044 (0)20 7946 0001') // true
 */
export const customerKey = (key: string | Uint8Array, text: string | undefined, rules: CallerRules = noCallerRules): CustomerKey | undefined => {
  const number = callerNumber(text, rules);
  return number === undefined ? undefined : asId<CustomerKey>(createHmac('sha256', key).update(number).digest('hex').slice(0, 32));
};
