import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import express, { type Request, type RequestHandler, type Response } from 'express';
import multer from 'multer';
import type { Logger } from '../config/logger';
import { RequestTimeout, withDeadline } from '../utils/deadline';
import { BadRequest, TooSlow, UnsupportedType } from '../utils/errors';
import { FILE_BYTES } from '../utils/fileLimits';
import type { FileField, InputSchema } from '../utils/input';
import type { Guard } from '../utils/route';
import type { Step } from './step';

const JSON_BYTES = 100 * 1024;
const PAGE_FORM = 'application/x-www-form-urlencoded';
const FORM_LIMITS = {
  fileSize: FILE_BYTES,
  fieldSize: JSON_BYTES,
  fieldNameSize: 200,
  fields: 200,
  headerPairs: 50,
};

export interface BodyDeps {
  /** Where files rest until the request ends. */
  readonly uploadDir: string;
  /** What a body may take to arrive. */
  readonly bodyMs: number;
  readonly logger: Logger;
}

/** Makes the guard that reads a route's body: JSON, multipart where the route takes files, a page's form where it says so. */
export function makeBodyReader({
  uploadDir,
  bodyMs,
  logger,
}: BodyDeps): (schema: InputSchema<unknown, unknown, unknown>) => Guard {
  mkdirSync(uploadDir, { recursive: true });
  const readJson = asPromise(express.json({ limit: JSON_BYTES, strict: true }));
  const readPageForm = asPromise(
    express.urlencoded({ limit: JSON_BYTES, extended: false, parameterLimit: FORM_LIMITS.fields }),
  );
  return (schema) => {
    if (schema.raw) {
      return inTime(bodyMs, readRaw);
    }
    const readForm = schema.files ? formReader(schema.files, uploadDir) : undefined;
    const readBody: Step = async (req, res) => {
      if (req.is('application/json')) {
        await readJson(req, res);
      } else if (readForm && req.is('multipart/form-data')) {
        removeUploadsAtEnd(req, res, logger);
        await readForm(req, res);
      } else if (schema.isPageForm && req.is(PAGE_FORM)) {
        await readPageForm(req, res);
        req.body = { ...(req.body as object) };
      } else {
        throw new UnsupportedType('request.unsupportedType');
      }
    };
    return (req, res) => {
      if (hasBody(req)) {
        return inTime(bodyMs, readBody)(req, res);
      }
      req.body = {};
      return undefined;
    };
  };
}

/** Who sends too slowly is told so, and what he still sends finds a closed door. */
const inTime =
  (ms: number, read: Step): Step =>
  async (req, res) => {
    try {
      await withDeadline(ms, read(req, res));
    } catch (error) {
      if (!(error instanceof RequestTimeout)) {
        throw error;
      }
      res.setHeader('Connection', 'close');
      // The server forgets a request with its answer: whoever still reads it is told when the line is closed.
      req.socket.once('close', () => req.destroy());
      throw new TooSlow('request.tooSlow', { cause: error });
    }
  };

const rawReader = asPromise(express.raw({ limit: JSON_BYTES, type: () => true }));

/** The bytes as they came; whoever has signed them has signed exactly these. */
const readRaw: Step = async (req, res) => {
  if (hasBody(req)) {
    await rawReader(req, res);
    req.rawBody = req.body as Buffer;
  }
  req.body = {};
};

/** A JSON content type without a body is an empty body. */
export const hasBody = (req: Request): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

function formReader(fields: readonly FileField[], uploadDir: string): Guard {
  const files = fields.reduce((sum, field) => sum + field.maxCount, 0);
  const upload = multer({
    storage: multer.diskStorage({ destination: uploadDir }),
    limits: { ...FORM_LIMITS, files, parts: FORM_LIMITS.fields + files },
    defParamCharset: 'utf8',
  });
  const read = asPromise(upload.fields([...fields]));
  return async (req, res) => {
    await Promise.resolve(read(req, res)).catch(asMalformed);
    req.body = { ...(req.body as object) };
    req.uploads = filesOf(req).map((file) => ({
      field: file.fieldname,
      originalName: file.originalname,
      path: file.path,
      sizeBytes: file.size,
    }));
  };
}

/** What has no code of the system or the library is the parser's word on the form: cut off, or no form at all. */
function asMalformed(error: unknown): never {
  const isOfForm = error instanceof Error && !('code' in error);
  throw isOfForm ? new BadRequest('request.malformedMultipart', { cause: error }) : error;
}

const filesOf = (req: Request): Express.Multer.File[] =>
  Object.values((req.files ?? {}) as Record<string, Express.Multer.File[]>).flat();

/** Multer removes files of a form that it refuses; the others go when the answer is out or the client is gone. */
function removeUploadsAtEnd(req: Request, res: Response, logger: Logger): void {
  res.once('close', () => {
    for (const { path } of filesOf(req)) {
      rm(path, { force: true }).catch((error: unknown) => logger.warn('upload not removed', { error }));
    }
  });
}

/** A library's middleware as a guard. */
export function asPromise(middleware: RequestHandler): Guard {
  return (req, res) =>
    new Promise<void>((resolve, reject) => {
      void middleware(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
    });
}
