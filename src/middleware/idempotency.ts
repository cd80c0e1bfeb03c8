import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type {
  Attempt,
  IdempotencyService,
  KeyedRequest,
  StoredAnswer,
} from '../services/idempotency.service';
import { BadRequest, type AppError } from '../utils/errors';
import { currentRequest } from '../utils/requestContext';
import { sendAnswer } from '../utils/sendAnswer';
import { toAppError } from './errorMap';
import type { Step } from './step';

const MAX_KEY = 255;

export interface OnceOptions {
  readonly idempotency: Pick<IdempotencyService, 'begin'>;
  /** False where the answer holds secrets: a repetition runs again, over the transactions that have committed. */
  readonly keepsAnswer: boolean;
}

/** Makes a controller's step take effect once for each Idempotency-Key; the answer is kept before it is sent. */
export function servedOnce(call: Step, { idempotency, keepsAnswer }: OnceOptions): Step {
  return async (req, res) => {
    const key = await readKey(req);
    if (!key) {
      await call(req, res);
      return;
    }
    const begun = await idempotency.begin(key);
    if (!('run' in begun)) {
      replay(res, begun);
      return;
    }
    enter(begun);
    const refused = await refusalOf(call, req, res);
    await conclude({ attempt: begun, keepsAnswer, answer: answerOf(req, res, refused) });
    if (refused) {
      throw refused;
    }
  };
}

function replay(res: Response, { status, body }: StoredAnswer): void {
  res.setHeader('Idempotency-Replayed', 'true');
  sendAnswer(res, { status, body: JSON.parse(body) as unknown });
}

/** Puts the attempt into the request's context, where `inTransaction` finds it. */
function enter({ run }: Attempt): void {
  const context = currentRequest();
  if (context) {
    context.idempotentRun = run;
  }
}

/** The error that the controller answers with, if any. */
async function refusalOf(call: Step, req: Request, res: Response): Promise<AppError | undefined> {
  try {
    await call(req, res);
    return undefined;
  } catch (error) {
    return toAppError(error);
  }
}

interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

function answerOf(req: Request, res: Response, refused: AppError | undefined): Outcome {
  if (refused) {
    const { surface } = res.locals;
    return {
      status: refused.status,
      body: surface.failure(refused, { locale: req.locale, requestId: req.id }),
    };
  }
  return { status: res.locals.answer?.status ?? 500, body: res.locals.answer?.body };
}

interface Conclusion {
  readonly attempt: Attempt;
  readonly keepsAnswer: boolean;
  readonly answer: Outcome;
}

/** Server errors and limits pass; all else is the request's answer for good, refusals too. */
async function conclude({ attempt, keepsAnswer, answer: { status, body } }: Conclusion): Promise<void> {
  const isFinal = status < 500 && status !== 429;
  await (keepsAnswer && isFinal
    ? attempt.answered({ status, body: JSON.stringify(body) })
    : attempt.released());
}

/** The request's Idempotency-Key with all that tells it from others; undefined when it has none. */
async function readKey(req: Request): Promise<KeyedRequest | undefined> {
  const key = req.headers['idempotency-key'];
  if (key === undefined) {
    return undefined;
  }
  if (typeof key !== 'string' || key.trim() === '' || key.length > MAX_KEY) {
    throw new BadRequest('request.idempotencyKeyInvalid');
  }
  const route = `${req.method} ${req.baseUrl}${req.path}`;
  return { owner: req.actor?.id ?? 'anonymous', route, key, bodyHash: await hashOf(req) };
}

async function hashOf(req: Request): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([req.query, req.body ?? null]));
  for (const { field, path } of req.uploads) {
    hash.update(field);
    await pipeline(createReadStream(path), hash, { end: false });
  }
  return hash.digest('base64url');
}
