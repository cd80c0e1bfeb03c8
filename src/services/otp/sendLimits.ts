import { isIPv4 } from 'node:net';
import { hours, minutes, seconds } from '../../utils/clock';
import { networkOf } from '../../utils/device';
import { BadRequest } from '../../utils/errors';
import { phoneFacts } from '../../utils/phones';
import type { AccountLimits } from '../limits/accountLimits';
import type { SettingService } from '../setting.service';
import type { SettingsView } from '../settings/view';

export interface OtpSendLimits {
  /** Takes one sending to the phone, for whoever asks from the address; says in how many seconds the next may come. */
  consume(phone: string, ip: string | undefined): Promise<{ readonly resendAfterSeconds: number }>;
}

export interface OtpSendLimitsDeps {
  readonly settings: Pick<SettingService, 'current'>;
  readonly accountLimits: Pick<AccountLimits, 'consume'>;
}

/** The waiting between two codes to one phone grows. */
const WAITS = [seconds(30), minutes(1), minutes(2), minutes(5), minutes(10)] as const;
const hourly = (tries: number) => ({ tries, windowMs: hours(1), delaysMs: [0] as const });

/** Makes the limits on sending: per address, per range of numbers, per country abroad, per phone; all processes count together. */
export const makeOtpSendLimits = ({ settings, accountLimits }: OtpSendLimitsDeps): OtpSendLimits => ({
  async consume(phone, ip) {
    const figures = await settings.current();
    const { country, range } = reachable(phone, figures);
    await accountLimits.consume(`otp:ip:${callerOf(ip)}`, hourly(figures.get('otp.sendsPerHourAndIp')));
    const ofPhone = { ...hourly(figures.get('otp.sendsPerHourAndPhone')), delaysMs: WAITS };
    const standing = await accountLimits.consume(`otp:phone:${phone}`, ofPhone);
    await accountLimits.consume(`otp:range:${range}`, hourly(figures.get('otp.sendsPerHourAndRange')));
    if (country !== figures.get('market.phoneRegion')) {
      const abroad = hourly(figures.get('otp.sendsPerHourAndCountry'));
      await accountLimits.consume(`otp:country:${country}`, abroad);
    }
    return { resendAfterSeconds: standing.retryAfterSeconds };
  },
});

/** Throws where no code is sent to: other countries than the setting's, and numbers that take no messages or cost more. */
function reachable(phone: string, figures: SettingsView): { country: string; range: string } {
  const { country, isMobile, range } = phoneFacts(phone);
  const served = figures.get('otp.countries');
  if (served.length > 0 && !served.includes(country)) {
    throw new BadRequest('otp.countryNotServed');
  }
  if (!isMobile) {
    throw new BadRequest('otp.notMobile');
  }
  return { country, range };
}

/** One address of IPv4; of IPv6 the network, in which one person has as many addresses as he likes. */
function callerOf(ip: string | undefined): string {
  const address = ip?.replace(/^::ffff:/i, '') ?? 'unknown';
  return isIPv4(address) ? address : (networkOf(address) ?? 'unknown');
}
