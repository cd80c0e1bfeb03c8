import { errorCatalogue, type ErrorCode } from './errorCodes';
import type { Locale } from './types/actor';

/** The text of an error code in the reader's language. */
export const errorText = (code: ErrorCode, locale: Locale): string => errorCatalogue[code][locale];
