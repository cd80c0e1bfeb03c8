import { lazily } from '../../../../utils/lazily';
import { fieldsOf, textOf, type Fields } from '../fields';
import { ILL_S, vendorFailed, waitOf, type Failure } from '../vendorCall';

/** What Stripe refused for good, by its code; nothing happened. */
export interface Refused {
  readonly refused: string;
}

const BUSY_S = 1;
const REFUSALS: ReadonlySet<string> = new Set(['invalid_request_error', 'card_error']);
const REFUSED: ReadonlySet<number> = new Set([400, 402, 404]);
const BUSY: ReadonlySet<number> = new Set([409, 429]);

/** Makes the caller of Stripe's SDK, whose client is made at the first call. */
export function makeStripeCall<Client>(connect: () => Promise<Client>) {
  const client = lazily(connect);
  return async (ask: (stripe: Client) => Promise<unknown>): Promise<Fields | Refused> => {
    const stripe = await client();
    const answer = await ask(stripe).catch(refusalOf);
    if (isRefused(answer)) {
      return answer;
    }
    const fields = fieldsOf(answer);
    if (textOf(fields['id']) === undefined && !Array.isArray(fields['data'])) {
      // The SDK takes what names no error for a success, whatever its status.
      const { statusCode, headers } = fieldsOf(fields['lastResponse']);
      throw failed({ status: Number(statusCode ?? 0), reason: 'answer without an id' }, headers);
    }
    return fields;
  };
}

/** Whether Stripe said no. */
export const isRefused = (answer: unknown): answer is Refused => 'refused' in fieldsOf(answer);

/** What is wrong with the request is a refusal; all else leaves open what happened. */
function refusalOf(error: unknown): Refused {
  const { statusCode, code, decline_code: ofBank, rawType, headers } = fieldsOf(error);
  const status = Number(statusCode ?? 0);
  const told = { status, code: textOf(ofBank) ?? textOf(code) ?? textOf(rawType) };
  if (REFUSALS.has(String(rawType)) && REFUSED.has(status)) {
    return { refused: told.code ?? 'refused' };
  }
  // Without a status nothing was answered: the SDK's own error tells why, and quotes nobody.
  throw failed({ ...told, ...(status === 0 && { cause: error }) }, headers);
}

const failed = (told: Failure & { readonly status: number }, headers: unknown): Error =>
  vendorFailed('stripe', {
    ...told,
    waitSeconds: waitOf(fieldsOf(headers)['retry-after'], BUSY.has(told.status) ? BUSY_S : ILL_S),
  });
