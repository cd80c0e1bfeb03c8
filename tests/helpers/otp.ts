import { DevMessageModel } from '../../src/models/devMessage.model';
import type { TestApp } from './app';

let numbers = 0;

/** A mobile number of Egypt that no other test uses. */
export function aPhone(): string {
  numbers += 1;
  return `+2012${String(20_000_000 + numbers * 1_009).slice(0, 8)}`;
}

/** The texts that were caught for a phone, the latest first. */
export async function textsTo(app: TestApp, phone: string): Promise<{ subject: string; text: string }[]> {
  await app.drainOutbox();
  return DevMessageModel.find({ to: phone, channel: 'sms' }).sort({ _id: -1 }).lean().exec();
}

/** The code that was sent last to a phone; empty when there was none. */
export async function latestCode(app: TestApp, phone: string): Promise<string> {
  const codes = (await textsTo(app, phone)).map(({ text }) => /^\d{4,8}(?= )/.exec(text)?.[0]);
  return codes.find((code) => code !== undefined) ?? '';
}

/** A code of the same length that is not the right one. */
export const otherThan = (code: string, by = 1): string =>
  String((Number(code) + by) % 10 ** code.length).padStart(code.length, '0');
