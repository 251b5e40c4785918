import { duties, dutyDueAt, type CustomerMeasure, type Duty } from '@onhook/core/incident';
import type { NamedIncidentRow } from './queries.ts';
import { signText, type SigningKey } from './signature.ts';
import { wordsByLanguage } from './words.generated.ts';

type Word = keyof (typeof wordsByLanguage)['en'];
type Words = Readonly<Record<Word, string>>;
const languages: Readonly<Record<string, Words>> = wordsByLanguage;

const dutyWords = {
  'break-given': 'duty_break_given',
  'support-offered': 'duty_support_offered',
  'customer-moved-on': 'duty_customer_moved_on',
  'followed-up': 'duty_followed_up',
} as const satisfies Readonly<Record<Duty, Word>>;
const measureWords = { 'moved-on': 'measure_moved_on', barred: 'measure_barred' } as const satisfies Readonly<Record<CustomerMeasure, Word>>;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

const fillTemplate = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

const style = `
body{font:17px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem;color:#17252a;background:#faf7f1}
h1{font-size:1.7rem;line-height:1.2;font-weight:500}h2{font-size:1.05rem;margin:2.2rem 0 .5rem}
dl{display:grid;grid-template-columns:minmax(8rem,1fr) 3fr;gap:.4rem 1rem;margin:0}dt{color:#55646a}dd{margin:0}
p.said,dd{white-space:pre-wrap;overflow-wrap:anywhere}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem}
@media print{body{background:#fff;margin:0}}`;

export interface IncidentFile {
  readonly incident: NamedIncidentRow;
  readonly centreName: string;
  readonly timezone: string;
  /** URL that lists the centre's public keys. */
  readonly keysUrl: string;
  readonly language: string;
  readonly now: number;
}

/** Renders a released incident as a self-contained HTML page, and signs it. */
export const incidentFile = (file: IncidentFile, key: SigningKey): { readonly name: string; readonly html: string } => {
  const { incident, centreName, timezone, keysUrl, now } = file;
  const language = Object.hasOwn(languages, file.language) ? file.language : 'en';
  const words = languages[language] ?? wordsByLanguage.en;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium', timeZone: timezone });
  const formatTime = (at: number): string => format.format(at);
  const formatDay = (at: number): string => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: timezone }).format(at);
  const seconds = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long', maximumFractionDigits: 0 });
  const minutes = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long', maximumFractionDigits: 1 });
  const formatDuration = (ms: number): string => (ms < 60_000 ? seconds.format(ms / 1000) : minutes.format(ms / 60_000));

  const list = (rows: readonly (readonly [string, string])[]): string =>
    `<dl>${rows.map(([term, text]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd>`).join('')}</dl>`;
  const section = (heading: string, text: string): string =>
    text === '' ? '' : `<h2>${escapeHtml(heading)}</h2><p class="said">${escapeHtml(text)}</p>`;

  const { facts } = incident;
  const factRows: (readonly [string, string])[] = facts
    ? [
        [words.queue, facts.queue],
        [words.began, formatTime(facts.startedAt)],
        [words.ended, formatTime(facts.endedAt)],
        ...(facts.talkSeconds === null ? [] : [[words.talked, formatDuration(facts.talkSeconds * 1000)] as const]),
        [words.held, fillTemplate(words.held_times, { n: new Intl.NumberFormat(language).format(facts.holds), length: formatDuration(facts.heldMs) })],
        [words.transferred, facts.transferred ? words.yes : words.no],
        [words.ended_by, words[`ender_${facts.endedBy}`]],
      ]
    : [];
  const dutyRows = duties.map((duty) => {
    const done = incident.duties.find((row) => row.duty === duty);
    const state = done ? fillTemplate(words.done_by, { when: formatTime(done.done_at), name: done.done_by_name || words.gone }) : words.not_done;
    return [words[dutyWords[duty]], `${state} (${fillTemplate(words.due, { when: formatDay(dutyDueAt(duty, incident.released_at)) })})`] as const;
  });
  const measure = incident.customer_measure;
  const commands = [
    "sed '$d' FILE > signed.html",
    'tail -n 1 FILE | cut -d " " -f 4 | base64 -d > signature.bin',
    'openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed.html -sigfile signature.bin',
  ].join('\n');

  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(words.title)}</title><style>${style}</style></head><body>
<h1>${escapeHtml(words.title)}</h1>
${list([
  [words.recorded_by, incident.person_name],
  [words.centre, centreName],
  [words.happened_at, formatTime(incident.happened_at)],
  [words.released_at, formatTime(incident.released_at)],
  [words.kind, words[`kind_${incident.kind}`]],
])}
${section(words.severity, incident.severity)}
${section(words.happened, incident.happened)}
${section(words.done, incident.done)}
<h2>${escapeHtml(words.facts)}</h2>
${facts ? list(factRows) : `<p>${escapeHtml(words.no_facts)}</p>`}
<h2>${escapeHtml(words.duties)}</h2>
${list(dutyRows)}
${measure ? `<h2>${escapeHtml(words.customer)}</h2><p>${escapeHtml(words[measureWords[measure]])} ${escapeHtml(formatTime(incident.customer_asked_at ?? now))}</p>` : ''}
<h2>${escapeHtml(words.proof)}</h2>
<p>${escapeHtml(words.proof_text)}</p>
<pre>${escapeHtml(commands)}</pre>
<pre>${escapeHtml(key.publicKeyPem)}</pre>
<p>${escapeHtml(fillTemplate(words.proof_key, { address: keysUrl }))}</p>
<pre>${escapeHtml(key.publicKey)}</pre>
<p>${escapeHtml(fillTemplate(words.made, { when: formatTime(now), timezone }))}</p>
</body></html>
`;
  return { name: `incident-${new Date(incident.happened_at).toISOString().slice(0, 10)}-${incident.incident.slice(0, 8)}.html`, html: signText(html, key) };
};
