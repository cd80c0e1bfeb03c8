import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import winston from 'winston';
import { currentRequest } from '../utils/requestContext';
import type { Logger } from '../utils/types/logger';

export type { Logger };

const REDACTED =
  /pass(word)?|secret|token|authorization|cookie|otp|^code$|card|cvv|iban|account_?number|document_?number|^phone$|^email$|^body$/i;
const MAX_DEPTH = 6;
const FILE_BYTES = 10 * 1024 * 1024;
const FILES_KEPT = 5;

/** A copy of `value` without what a log must not hold; errors keep their message, stack and cause. */
export function redact(value: unknown, depth = 0): unknown {
  if (value instanceof Error) {
    return redactError(value, depth);
  }
  if (value instanceof Date || typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth >= MAX_DEPTH) {
    return '[deep]';
  }
  if (Array.isArray(value)) {
    return value.slice(0, 50).map((item) => redact(item, depth + 1));
  }
  if (Buffer.isBuffer(value) || '_bsontype' in value) {
    return String(value);
  }
  const fields = Object.entries(value).map(([key, field]) => [
    key,
    REDACTED.test(key) ? '[redacted]' : redact(field, depth + 1),
  ]);
  return Object.fromEntries(fields);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const own = Object.fromEntries(Object.entries(error).filter(([key]) => key !== 'cause'));
  const cause =
    error.cause === undefined || depth >= MAX_DEPTH ? {} : { cause: redact(error.cause, depth + 1) };
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(redact(own, depth + 1) as object),
    ...cause,
  };
}

const withRequestId = winston.format((info) => {
  const requestId = currentRequest()?.requestId;
  return requestId && info['requestId'] === undefined ? Object.assign(info, { requestId }) : info;
});

const withoutSecrets = winston.format((info) => {
  for (const key of Object.keys(info)) {
    if (key !== 'level' && key !== 'message') {
      info[key] = REDACTED.test(key) ? '[redacted]' : redact(info[key]);
    }
  }
  return info;
});

/** Done once for a line, whatever it is written to. */
const prepared = winston.format.combine(withRequestId(), withoutSecrets(), winston.format.timestamp());

/** The console is for people: time, level, message, then the fields. */
const line = winston.format.printf(({ timestamp, level, message, ...fields }) => {
  const rest = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : '';
  return `${String(timestamp)} ${level} ${String(message)}${rest}`;
});

export interface LoggerOptions {
  readonly dir: string;
  readonly level: string;
  readonly toConsole: boolean;
}

export interface ClosableLogger extends Logger {
  /** Waits until every line is on disk. */
  close(): Promise<void>;
}

/**
 * The log of a process: `combined.log`, `error.log` (each rotated at 10 MB, 5 kept) and the console.
 * Levels: `error` = someone must act; `warn` = it healed itself or was refused; `info` = a fact of the business
 * or of the process; `debug` = for finding out why. Messages are constant, what varies is a field (decision 0007).
 */
export function makeLogger({ dir, level, toConsole }: LoggerOptions): ClosableLogger {
  mkdirSync(dir, { recursive: true });
  const rotation = { format: winston.format.json(), maxsize: FILE_BYTES, maxFiles: FILES_KEPT, tailable: true };
  const files = [
    new winston.transports.File({ filename: join(dir, 'combined.log'), ...rotation }),
    new winston.transports.File({ filename: join(dir, 'error.log'), level: 'error', ...rotation }),
  ];
  const screen = toConsole ? [new winston.transports.Console({ format: line })] : [];
  const logger = winston.createLogger({ level, format: prepared, transports: [...files, ...screen] });
  const closed = files.map((file) => new Promise<void>((resolve) => file.once('finish', () => resolve())));
  const close = async (): Promise<void> => {
    logger.end();
    await Promise.all(closed);
  };
  return Object.assign(Object.create(logger) as Logger, { close });
}
