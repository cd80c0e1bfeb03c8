import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import winston from 'winston';
import { makeLineBatch, type LineBatch } from './lineBatch';
import { currentRequest } from '../utils/requestContext';
import type { Logger } from '../utils/types/logger';

export type { Logger };

const REDACTED =
  /pass(word)?|secret|token|authorization|cookie|otp|^code$|card|cvv|iban|account_?number|document_?number|^phone$|^email$|^body$/i;
const MAX_DEPTH = 6;
const FILE_BYTES = 10 * 1024 * 1024;
const FILES_KEPT = 5;

const judged = new Map<string, boolean>();
const MOST_JUDGED = 1_000;

/** Whether a field of this name may stand in a log; the names are few, so each is looked at once. */
function isSecret(key: string): boolean {
  const known = judged.get(key);
  if (known !== undefined) {
    return known;
  }
  const found = REDACTED.test(key);
  if (judged.size < MOST_JUDGED) {
    judged.set(key, found);
  }
  return found;
}

/** A copy of `value` without what a log must not hold; errors keep their message, stack and cause. */
export function redact(value: unknown, depth = 0): unknown {
  if (isPlain(value)) {
    return typeof value === 'bigint' ? String(value) : value; // JSON has no word for these
  }
  if (value instanceof Error) {
    return redactError(value, depth);
  }
  if (depth >= MAX_DEPTH) {
    return '[deep]';
  }
  if (Array.isArray(value)) {
    return value.slice(0, 50).map((item) => redact(item, depth + 1));
  }
  return isText(value) ? String(value) : redactFields(value as object, depth);
}

const isPlain = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || value instanceof Date;

/** Says best by itself what it is: bytes, ids. */
const isText = (value: unknown): boolean => Buffer.isBuffer(value) || '_bsontype' in (value as object);

function redactFields(value: object, depth: number): Record<string, unknown> {
  const fields = Object.entries(value).map(([key, field]) => [
    key,
    isSecret(key) ? '[redacted]' : redact(field, depth + 1),
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
      info[key] = isSecret(key) ? '[redacted]' : redact(info[key]);
    }
  }
  return info;
});

/** Done once for a line, whatever it is written to. */
const prepared = winston.format.combine(withRequestId(), withoutSecrets(), winston.format.timestamp());

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
  const rotation = { maxsize: FILE_BYTES, maxFiles: FILES_KEPT, tailable: true };
  const combined = new winston.transports.File({ filename: join(dir, 'combined.log'), ...rotation });
  const errors = new winston.transports.File({
    filename: join(dir, 'error.log'),
    level: 'error',
    format: winston.format.json(),
    ...rotation,
  });
  const both = bothWays({
    toFile: makeLineBatch((lines) => combined.write({ level: 'info', message: lines, [MESSAGE]: lines })),
    toConsole: toConsole ? makeLineBatch((lines) => process.stdout.write(`${lines}\n`)) : undefined,
  });
  const logger = winston.createLogger({ level, format: prepared, transports: [both, errors] });
  const close = async (): Promise<void> => {
    const written = [both, errors].map(finished);
    logger.end();
    await Promise.all(written);
    const onDisk = finished(combined);
    combined.end();
    await onDisk;
  };
  return Object.assign(Object.create(logger) as Logger, { close });
}

/** Where winston keeps a line's level and its written form. */
const LEVEL = Symbol.for('level');
const MESSAGE = Symbol.for('message');

interface Line extends Readonly<Record<string, unknown>> {
  readonly [LEVEL]: string;
}

interface TransportOptions {
  readonly log: (line: Line, next: () => void) => void;
}

/** winston has it; its typings do not. */
const { Transport } = winston as unknown as {
  readonly Transport: new (options: TransportOptions) => winston.transport;
};

interface Ways {
  readonly toFile: LineBatch;
  readonly toConsole: LineBatch | undefined;
}

/** Files get JSON; the console is for people: time, level, message, then the fields. An error is written at once. */
function bothWays({ toFile, toConsole }: Ways): winston.transport {
  const log: TransportOptions['log'] = (line, next) => {
    const { timestamp, level, message, ...fields } = line;
    const isUrgent = line[LEVEL] === 'error';
    toFile.add(JSON.stringify({ timestamp, level, message, ...fields }), isUrgent);
    toConsole?.add([timestamp, level, message, JSON.stringify(fields)].join(' '), isUrgent);
    next();
  };
  return new Transport({ log }).once('finish', () => {
    toFile.flush();
    toConsole?.flush();
  });
}

const finished = (stream: winston.transport): Promise<void> =>
  new Promise((resolve) => stream.once('finish', () => resolve()));
