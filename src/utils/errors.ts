import { errorCatalogue, type CodeOf, type ErrorCode } from './errorCodes';

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export interface ErrorDetails {
  /** Keys of its own in the answer: `currentState`, `blockedReason`, `errors`, … */
  readonly pub?: Readonly<Record<string, unknown>>;
  /** For the log only. */
  readonly pvt?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  /** Sent as `Retry-After`, in whole seconds. */
  readonly retryAfterSeconds?: number;
}

/** An error that a client may see: a stable code, a status, and separate public and private details. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  /** False when the cause is ours: the log then carries it at level error. */
  readonly expose: boolean;
  readonly pub: Readonly<Record<string, unknown>>;
  readonly pvt: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(errorCatalogue[code].en, { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.status = errorCatalogue[code].status;
    this.expose = this.status < 500;
    this.pub = details.pub ?? {};
    this.pvt = details.pvt ?? {};
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

// One child per status: a code of another status does not compile.
export class BadRequest extends AppError {
  constructor(code: CodeOf<400>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class Unauthenticated extends AppError {
  constructor(code: CodeOf<401>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class Forbidden extends AppError {
  constructor(code: CodeOf<403>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class NotFound extends AppError {
  constructor(code: CodeOf<404>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class TooSlow extends AppError {
  constructor(code: CodeOf<408>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class Conflict extends AppError {
  constructor(code: CodeOf<409>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class Gone extends AppError {
  constructor(code: CodeOf<410>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class TooLarge extends AppError {
  constructor(code: CodeOf<413>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class UnsupportedType extends AppError {
  constructor(code: CodeOf<415>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class OutsideRange extends AppError {
  constructor(code: CodeOf<416>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class Unprocessable extends AppError {
  constructor(code: CodeOf<422>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class TooMany extends AppError {
  constructor(code: CodeOf<429>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class UpstreamError extends AppError {
  constructor(code: CodeOf<502>, details?: ErrorDetails) {
    super(code, details);
  }
}

export class Unavailable extends AppError {
  constructor(code: CodeOf<503>, details?: ErrorDetails) {
    super(code, { retryAfterSeconds: 5, ...details });
  }
}
