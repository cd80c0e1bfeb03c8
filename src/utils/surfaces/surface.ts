import type { AppError } from '../errors';
import type { Page } from '../page';
import type { Locale } from '../types/actor';

export const SURFACE_NAMES = ['api', 'v1', 'village', 'trpc'] as const;
export type SurfaceName = (typeof SURFACE_NAMES)[number];

export interface ErrorContext {
  readonly locale: Locale;
  readonly requestId: string;
}

/** One dialect of the server: where it is mounted, and how its answers, lists and errors are written. */
export interface Surface {
  readonly name: SurfaceName;
  readonly prefix: string;
  success(data: unknown, extra?: Readonly<Record<string, unknown>>): unknown;
  list(page: Page<unknown>, extra?: Readonly<Record<string, unknown>>): unknown;
  failure(error: AppError, context: ErrorContext): unknown;
}
