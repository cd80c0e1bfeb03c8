import { isIPv4, isIPv6 } from 'node:net';

/** How the request's device tells about itself. */
export interface DeviceFacts {
  readonly userAgent: string | undefined;
  readonly ip: string | undefined;
}

const UNKNOWN = 'Unknown device';
const LONGEST_AGENT = 300;
const LONGEST_NAME = 60;

type Sign = readonly [sign: string, name: string];
/** The first sign that is found wins: many browsers also name those that they descend from. */
const BROWSERS: readonly Sign[] = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
  ['okhttp/', 'Android app'],
  ['CFNetwork/', 'iOS app'],
  ['Dart/', 'Mobile app'],
];
const SYSTEMS: readonly Sign[] = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'Mac'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
];

/** A name by which a person recognises the device, without versions: an update does not make it another one. */
export function deviceName({ userAgent }: Pick<DeviceFacts, 'userAgent'>): string {
  if (!userAgent) {
    return UNKNOWN;
  }
  const agent = userAgent.slice(0, LONGEST_AGENT);
  const find = (signs: readonly Sign[]): string | undefined =>
    signs.find(([sign]) => agent.includes(sign))?.[1];
  const named = [find(BROWSERS), find(SYSTEMS)].filter((part) => part !== undefined).join(' on ');
  return named || readableProduct(agent) || UNKNOWN;
}

/** `curl/8.5.0` → `curl`. */
const readableProduct = (agent: string): string =>
  (agent.split('/')[0] ?? '')
    .replace(/[^\w .-]/g, '')
    .trim()
    .slice(0, LONGEST_NAME);

/** What of the user agent is kept: enough to read, never more. */
export const agentToKeep = (userAgent: string | undefined): string | undefined =>
  userAgent?.replace(/[^\x20-\x7e]/g, '').slice(0, LONGEST_AGENT);

/** The network of an address, the coarse place of a login. */
export function networkOf(ip: string | undefined): string | undefined {
  const address = ip?.replace(/^::ffff:/i, '') ?? '';
  if (isIPv4(address)) {
    return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  }
  if (!isIPv6(address)) {
    return undefined;
  }
  const [head = ''] = address.split('::');
  const groups = [...head.split(':').filter(Boolean), '0', '0', '0'].slice(0, 3);
  return `${groups.join(':').toLowerCase()}::/48`;
}
