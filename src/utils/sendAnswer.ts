import type { Response } from 'express';

/** Writes a JSON answer once; what comes after the deadline has answered is dropped. */
export function sendAnswer(
  res: Response,
  { status, body }: { readonly status: number; readonly body: unknown },
): void {
  if (res.headersSent || res.writableEnded) {
    return;
  }
  const bytes = Buffer.from(JSON.stringify(body));
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Length', bytes.length);
  if (!res.hasHeader('Cache-Control')) {
    res.setHeader('Cache-Control', 'no-store');
  }
  res.end(bytes);
}
