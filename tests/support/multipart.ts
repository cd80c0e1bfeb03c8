/** A form as it was sent: its fields, and its file if it has one. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly file?: Buffer;
}

/** Reads a `multipart/form-data` body; a body without its end is no form. */
export function formOf(contentType: string | undefined, body: Buffer): Form {
  const boundary = /boundary=([^;]+)/.exec(contentType ?? '')?.[1];
  const text = body.toString('latin1');
  if (boundary === undefined || !text.trimEnd().endsWith(`--${boundary}--`)) {
    throw new Error('not a whole form');
  }
  const fields: Record<string, string> = {};
  let file: Buffer | undefined;
  for (const part of text.split(`--${boundary}`).slice(1, -1)) {
    const end = part.indexOf('\r\n\r\n');
    const [head, content] = [part.slice(0, end), part.slice(end + 4, -2)];
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    if (/filename="/.test(head)) {
      file = Buffer.from(content, 'latin1');
    } else {
      fields[name] = Buffer.from(content, 'latin1').toString('utf8');
    }
  }
  return { fields, ...(file && { file }) };
}
