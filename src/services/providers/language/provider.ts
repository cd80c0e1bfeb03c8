import type { Locale } from '../../../utils/types/actor';

export interface RewordAsk {
  readonly texts: readonly string[];
  readonly locale: Locale;
  readonly signal: AbortSignal;
}

/** A language model: says the same in other words. Whoever asks checks what it says. */
export interface LanguageProvider {
  readonly name: string;
  /** As many texts as were given, in their order; rejects with UpstreamError when it cannot. */
  reword(ask: RewordAsk): Promise<readonly string[]>;
}
