import type { Response } from 'express';
import type { Page } from './page';

/** What a route will answer; written by `route()` after the controller is done. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** What the declared answer schema speaks of: the presented data, without the envelope. */
  readonly data: unknown;
}

type Extra = Readonly<Record<string, unknown>>;

/** Answers 200 with `data` in the surface's envelope. */
export function ok(res: Response, data: unknown, extra?: Extra): void {
  answer(res, 200, { data, extra });
}

/** Answers 201: something was created. */
export function created(res: Response, data: unknown, extra?: Extra): void {
  answer(res, 201, { data, extra });
}

/** Answers 200 with one page of already presented items. */
export function list(res: Response, page: Page<unknown>, extra?: Extra): void {
  const body = res.locals.surface.list(page, extra);
  res.locals.answer = { status: 200, body, data: page.items };
}

function answer(
  res: Response,
  status: number,
  { data, extra }: { data: unknown; extra: Extra | undefined },
): void {
  const body = res.locals.surface.success(data, extra);
  res.locals.answer = { status, body, data };
}
