import { UpstreamError } from '../../../utils/errors';
import type { Locale } from '../../../utils/types/actor';
import type { LanguageProvider, RewordAsk } from './provider';

export interface ChatOptions {
  /** Of an interface with `POST /chat/completions`, as many vendors and local servers have it. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
}

const LONGEST_ANSWER = 50_000;
const LANGUAGES: Readonly<Record<Locale, string>> = { en: 'English', ar: 'Arabic' };

const instructionOf = (locale: Locale): string =>
  `You get a JSON array of short texts in ${LANGUAGES[locale]}. Answer with a JSON array of the same length: each text in ` +
  'friendlier words of the same language and the same length. Keep every number and every name. Add no fact. No other output.';

/** A model behind the usual interface for chats. */
export const makeChatLanguage = (options: ChatOptions): LanguageProvider => ({
  name: 'chat',
  async reword(ask) {
    const texts = textsIn(await complete(options, ask));
    if (!texts) {
      throw failed('no list of texts');
    }
    return texts;
  },
});

async function complete({ baseUrl, apiKey, model }: ChatOptions, { texts, locale, signal }: RewordAsk) {
  const messages = [
    { role: 'system', content: instructionOf(locale) },
    { role: 'user', content: JSON.stringify(texts) },
  ];
  const answer = await fetch(`${baseUrl.replace(/\/+$/, '')}/chat/completions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ model, messages, temperature: 0, stream: false }),
    redirect: 'error',
    signal,
  }).catch((cause: unknown) => {
    throw failed('no answer', cause);
  });
  if (!answer.ok) {
    throw failed(`status ${answer.status}`);
  }
  return answer.text().catch((cause: unknown) => {
    throw failed('no whole answer', cause);
  });
}

/** What the model said, if it is a list of texts; whatever else it wrote is told to nobody. */
function textsIn(body: string): string[] | undefined {
  const answer = body.length > LONGEST_ANSWER ? undefined : parsed(body);
  const { choices } = (answer ?? {}) as { choices?: readonly { message?: { content?: unknown } }[] };
  const content = Array.isArray(choices) ? choices[0]?.message?.content : undefined;
  const list = typeof content === 'string' ? parsed(content) : undefined;
  return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is no JSON is no answer; that alone is told.
    return undefined;
  }
}

const failed = (reason: string, cause?: unknown): UpstreamError =>
  new UpstreamError('provider.failed', {
    pvt: { provider: 'language', reason },
    ...(cause !== undefined && { cause }),
  });
