import jwt from 'jsonwebtoken';
import mongoose, { mongo } from 'mongoose';
import multer from 'multer';
import { RequestTimeout } from '../utils/deadline';
import {
  AppError,
  BadRequest,
  Conflict,
  NotFound,
  TooLarge,
  Unauthenticated,
  Unavailable,
  UnsupportedType,
} from '../utils/errors';

const SERVER_ERROR = 'server.error';
const DUPLICATE_KEY = 11_000;
/** The server is starting, stopping, stepping down or out of reach. */
const AWAY_CODES = new Set([6, 7, 89, 91, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436]);

type Rule = (error: unknown) => AppError | undefined;

/** How errors of the libraries become ours; the first rule that answers wins, what none knows is 500. */
const rules: readonly Rule[] = [
  (error) => (error instanceof AppError ? error : undefined),
  (error) =>
    error instanceof RequestTimeout ? new Unavailable('server.unavailable', { cause: error }) : undefined,
  ofBodyParser,
  ofMulter,
  ofToken,
  ofDatabase,
];

/** The error as a client may see it. */
export function toAppError(error: unknown): AppError {
  for (const rule of rules) {
    const known = rule(error);
    if (known) {
      return known;
    }
  }
  return new AppError(SERVER_ERROR, { cause: error });
}

function ofBodyParser(error: unknown): AppError | undefined {
  const { type, status } = error as { type?: unknown; status?: unknown };
  switch (type) {
    case 'entity.too.large':
    case 'parameters.too.many':
      return new TooLarge('request.tooLarge', { cause: error });
    case 'entity.parse.failed':
    case 'request.size.invalid':
    case 'request.aborted':
      return new BadRequest('request.malformedJson', { cause: error });
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new UnsupportedType('request.unsupportedType', { cause: error });
    default:
      return status === 400 && error instanceof URIError
        ? new NotFound('request.routeNotFound', { cause: error })
        : undefined;
  }
}

function ofMulter(error: unknown): AppError | undefined {
  if (!(error instanceof multer.MulterError)) {
    return undefined;
  }
  const tooLarge = error.code.startsWith('LIMIT_') && error.code !== 'LIMIT_UNEXPECTED_FILE';
  return tooLarge
    ? new TooLarge('request.tooLarge', { cause: error, pub: { limit: error.code } })
    : new BadRequest('request.malformedMultipart', { cause: error, pub: { field: error.field ?? null } });
}

function ofToken(error: unknown): AppError | undefined {
  if (error instanceof jwt.TokenExpiredError) {
    return new Unauthenticated('auth.tokenExpired', { cause: error });
  }
  return error instanceof jwt.JsonWebTokenError
    ? new Unauthenticated('auth.tokenInvalid', { cause: error })
    : undefined;
}

function ofDatabase(error: unknown): AppError | undefined {
  if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) {
    return new Conflict('request.duplicate', { cause: error });
  }
  if (error instanceof mongoose.Error.CastError) {
    return new NotFound('request.invalidId', { cause: error });
  }
  return isDatabaseAway(error) ? new Unavailable('server.unavailable', { cause: error }) : undefined;
}

/** Whether the error says that the database is out of reach or not ready, rather than that we asked wrongly. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof mongo.MongoServerError) {
    return AWAY_CODES.has(Number(error.code)) || error.hasErrorLabel('TransientTransactionError');
  }
  return (
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoExpiredSessionError ||
    error instanceof mongoose.Error.MongooseServerSelectionError ||
    (error instanceof Error &&
      /^MongoWaitQueueTimeout|^PoolClearedOnNetwork|^MongoPoolCleared|^DisconnectedError/.test(error.name))
  );
}
