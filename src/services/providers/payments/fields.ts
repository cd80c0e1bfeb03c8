import { EXPONENTS } from '../../../config/money';
import type { Id } from '../../../utils/ids';
import { CURRENCIES, money, type Currency, type Money } from '../../../utils/money';
import { WebhookRefused, type WebhookHeaders } from './provider';

/** What a vendor sent, read without trust: every field is looked at before it is used. */
export type Fields = Readonly<Record<string, unknown>>;

const ID = /^[0-9a-f]{24}$/;
const DECIMAL = /^(\d{1,12})(?:\.(\d{1,3}))?$/;

/** The fields of an object; none of what is no object. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** The bytes of a webhook as JSON; throws `WebhookRefused` when they are none. */
export function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) {
      // Its words quote the body.
      throw new WebhookRefused('body');
    }
    throw error;
  }
}

/** A header that came once. */
export function headerOf(headers: WebhookHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** Whether this is an id of ours. */
export const isId = (value: unknown): value is Id => typeof value === 'string' && ID.test(value);

/** Whether this is a whole, safe amount that is not below zero. */
export const isAmount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** Whether `new Date(value)` is an instant. */
export const isInstant = (value: unknown): value is string | number =>
  (typeof value === 'string' || typeof value === 'number') && !Number.isNaN(new Date(value).getTime());

/** Text that is there and not empty; numbers count as their digits. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** One of our currencies, in whatever case the vendor writes it. */
export function currencyOf(value: unknown): Currency | undefined {
  const code = typeof value === 'string' ? value.toUpperCase() : undefined;
  return CURRENCIES.find((currency) => currency === code);
}

/** Minor units of a currency of ours; undefined when it is not one or the amount is none. */
export function moneyOf(amountMinor: unknown, currency: unknown): Money | undefined {
  const known = currencyOf(currency);
  return known && isAmount(amountMinor) ? money(amountMinor, known) : undefined;
}

/** Major units as a vendor writes them (`580.5`, `"580.50"`) in minor units, exactly; undefined when they are not. */
export function minorOf(decimal: unknown, currency: Currency): Money | undefined {
  const exponent = EXPONENTS[currency];
  const [, whole, part = ''] = DECIMAL.exec(textOf(decimal)?.trim() ?? '') ?? [];
  const digits = part.replace(/0+$/, '');
  if (whole === undefined || digits.length > exponent) {
    return undefined;
  }
  return money(Number(whole + digits.padEnd(exponent, '0')), currency);
}
