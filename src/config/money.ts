import type { Currency, Money } from '../utils/money';
import type { Locale } from '../utils/types/actor';

/** How many decimals the major unit of a currency has. */
export const EXPONENTS: Readonly<Record<Currency, number>> = {
  EGP: 2,
  USD: 2,
  EUR: 2,
  SAR: 2,
  AED: 2,
  KWD: 3,
  JPY: 0,
  ZAR: 2,
  INR: 2,
  NGN: 2,
};

const REGIONS: Readonly<Record<Locale, string>> = { en: 'en-EG', ar: 'ar-EG' };

const formats = new Map<string, Intl.NumberFormat>();

/** The amount in major units as exact decimal text: `EGP 1250` minor is `12.50`. */
export function decimalOf({ amountMinor, currency }: Money): string {
  const exponent = EXPONENTS[currency];
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const text = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  return amountMinor < 0 ? `-${text}` : text;
}

/** The amount as a reader of this language writes it. */
export function formatMoney(amount: Money, locale: Locale): string {
  const key = `${locale} ${amount.currency}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(REGIONS[locale], { style: 'currency', currency: amount.currency });
  formats.set(key, format);
  // Text, not a number: amounts beyond 2^53 / 100 would lose their last digit.
  return format.format(decimalOf(amount) as `${number}`);
}
