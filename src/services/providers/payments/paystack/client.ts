import { fieldsOf, textOf, type Fields } from '../fields';
import { makeVendorCall, vendorFailed } from '../vendorCall';

export interface PaystackAccount {
  readonly secretKey: string;
  readonly baseUrl?: string;
  readonly timeoutMs?: number;
}

/** What Paystack answered: `isDone` as it says itself, with one thing or a list of them. */
export interface PaystackAnswer {
  readonly isDone: boolean;
  readonly status: number;
  readonly code: string | undefined;
  readonly data: Fields;
  readonly list: readonly Fields[];
}

const BASE_URL = 'https://api.paystack.co';
const TIMEOUT_MS = 10_000;

/** Makes the caller of Paystack's API. */
export function makePaystackCall({ secretKey, baseUrl = BASE_URL, timeoutMs = TIMEOUT_MS }: PaystackAccount) {
  const call = makeVendorCall({ vendor: 'paystack', baseUrl, timeoutMs });
  const headers = { Authorization: `Bearer ${secretKey}` };
  return async (method: 'GET' | 'POST', path: string, body?: object): Promise<PaystackAnswer> => {
    const answer = await call({ method, path, headers, ...(body && { body }) });
    const { status: isDone, code, data } = fieldsOf(answer.body);
    if (typeof isDone !== 'boolean') {
      throw vendorFailed('paystack', { status: answer.status, reason: 'answer without a status' });
    }
    return {
      isDone: isDone && answer.status < 300,
      status: answer.status,
      code: textOf(code),
      data: fieldsOf(data),
      list: Array.isArray(data) ? data.map(fieldsOf) : [],
    };
  };
}

export type CallPaystack = ReturnType<typeof makePaystackCall>;
