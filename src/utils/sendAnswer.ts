import type { Response } from 'express';
import { compressed, WORTH_COMPRESSING_BYTES } from './compressed';

/** Writes a JSON answer once; what comes after the deadline has answered is dropped. */
export function sendAnswer(
  res: Response,
  { status, body }: { readonly status: number; readonly body: unknown },
): void {
  if (res.headersSent || res.writableEnded) {
    return;
  }
  const text = JSON.stringify(body);
  const bytes = Buffer.byteLength(text);
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', bytes);
  if (!res.hasHeader('Cache-Control')) {
    res.setHeader('Cache-Control', 'no-store');
  }
  if (bytes < WORTH_COMPRESSING_BYTES) {
    res.end(text); // as text it leaves together with the headers, in one write
  } else {
    compressed(res.req, res, () => res.end(text));
  }
}
