/** Oldest AMI version that is supported and has a test: Asterisk 13.7. */
const OLDEST_AMI = [2, 8] as const;

/** Supported versions, in words for administrators. */
export const SUPPORTED = 'Asterisk 13.7 (AMI 2.8) or later';

/** Asterisk versions of the AMI versions up to the one that came with Asterisk 13. */
const OLD_VERSIONS: readonly (readonly [RegExp, string])[] = [
  [/^1\.0$/, 'Asterisk 1.4 or older'],
  [/^1\.1$/, 'Asterisk 1.6 to 10'],
  [/^1\.2$/, 'Asterisk 10'],
  [/^1\./, 'Asterisk 11 or older'],
  [/^2\.[0-4](\.|$)/, 'Asterisk 12 or an early 13'],
  [/^2\./, 'an Asterisk 13 before 13.7'],
];

/** Meaning of an AMI banner: the first line that a server sends. */
export type Greeting =
  | { readonly kind: 'supported'; readonly ami: string }
  /** An Asterisk that is too old, or a proxy in front of one; `message` names it. */
  | { readonly kind: 'unsupported'; readonly message: string }
  | { readonly kind: 'not-ami' };

const isOlder = (ami: string): boolean => {
  const [major = 0, minor = 0] = ami.split('.').map(Number);
  return major !== OLDEST_AMI[0] ? major < OLDEST_AMI[0] : minor < OLDEST_AMI[1];
};

/**
 * Reads an AMI banner. Proxies are refused, as they hide which Asterisk is behind them, drop events and share one login.
 *
 * @example readGreeting('Asterisk Call Manager/1.3') // { kind: 'unsupported', message: 'AMI 1.3 is that of Asterisk 11 or older; …' }
 */
export const readGreeting = (banner: string): Greeting => {
  const proxy = /^Asterisk Call Manager Proxy\/(\S+)/i.exec(banner) ?? /\b(?:astman ?proxy|AMI ?proxy|starastproxy)\b\/?(\S*)/i.exec(banner);
  if (proxy) {
    return {
      kind: 'unsupported',
      message: `a manager proxy answers ("${banner.slice(0, 80)}"), not Asterisk: connect to Asterisk's own AMI, ${SUPPORTED}`,
    };
  }
  const ami = /^Asterisk Call Manager\/(\d+(?:\.\d+)*)\s*$/.exec(banner)?.[1];
  if (ami === undefined) return banner.startsWith('Asterisk Call Manager/') ? { kind: 'unsupported', message: `the AMI version "${banner.slice(22, 80)}" is unknown: ${SUPPORTED} is supported` } : { kind: 'not-ami' };
  if (!isOlder(ami)) return { kind: 'supported', ami };
  const name = OLD_VERSIONS.find(([pattern]) => pattern.test(ami))?.[1] ?? 'an old Asterisk';
  return { kind: 'unsupported', message: `AMI ${ami} is that of ${name}: ${SUPPORTED} is supported` };
};
