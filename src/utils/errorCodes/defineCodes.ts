export const ERROR_STATUSES = [
  400, 401, 403, 404, 408, 409, 410, 413, 415, 416, 422, 429, 500, 502, 503,
] as const;
export type ErrorStatus = (typeof ERROR_STATUSES)[number];

export interface CodeEntry {
  readonly status: ErrorStatus;
  readonly en: string;
  readonly ar: string;
}

/** Types a part of the error catalogue: stable code → status and text in both languages. */
export const defineCodes = <const T extends Record<string, CodeEntry>>(codes: T): T => codes;
