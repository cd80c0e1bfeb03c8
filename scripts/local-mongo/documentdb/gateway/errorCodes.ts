/** MongoDB error codes by the SQLSTATE that DocumentDB or PostgreSQL raises. */

export interface ErrorCode {
  readonly code: number;
  readonly name: string;
}

export const BAD_VALUE: ErrorCode = { code: 2, name: 'BadValue' };
export const INTERNAL_ERROR: ErrorCode = { code: 1, name: 'InternalError' };
export const NAMESPACE_NOT_FOUND: ErrorCode = { code: 26, name: 'NamespaceNotFound' };
export const CURSOR_NOT_FOUND: ErrorCode = { code: 43, name: 'CursorNotFound' };
export const MAX_TIME_EXPIRED: ErrorCode = { code: 50, name: 'MaxTimeMSExpired' };
export const COMMAND_NOT_FOUND: ErrorCode = { code: 59, name: 'CommandNotFound' };
/** Drivers retry after it, without giving up the gateway's connections. */
export const HOST_UNREACHABLE: ErrorCode = { code: 6, name: 'HostUnreachable' };
export const WRITE_CONFLICT: ErrorCode = { code: 112, name: 'WriteConflict' };
export const COMMAND_NOT_SUPPORTED: ErrorCode = { code: 115, name: 'CommandNotSupported' };
export const NO_SUCH_TRANSACTION: ErrorCode = { code: 251, name: 'NoSuchTransaction' };
export const DUPLICATE_KEY: ErrorCode = { code: 11000, name: 'DuplicateKey' };

const LOCK_TIMEOUT: ErrorCode = { code: 24, name: 'LockTimeout' };

/** DocumentDB's own states are "M" and an ordinal in base 36; those an application may meet: */
const DOCUMENTDB_STATES = `
M0000 1 InternalError, M0001 2 BadValue, M0002 5 GraphContainsCycle, M0003 9 FailedToParse,
M0004 14 TypeMismatch, M0005 15 Overflow, M0006 20 IllegalOperation, M0007 23 AlreadyInitialized,
M0008 26 NamespaceNotFound, M0009 27 IndexNotFound, M000A 28 PathNotViable,
M000C 34 CannotBackfillArray, M000D 40 ConflictingUpdateOperators, M000E 43 CursorNotFound,
M000F 48 NamespaceExists, M000G 52 DollarPrefixedFieldName, M000H 53 CannotBeTypeArray,
M000I 54 NotSingleValueField, M000J 56 EmptyFieldName, M000K 57 DottedFieldName,
M000M 66 ImmutableField, M000N 67 CannotCreateIndex, M000O 68 IndexAlreadyExists,
M000P 72 InvalidOptions, M000Q 73 InvalidNamespace, M000R 85 IndexOptionsConflict,
M000S 86 IndexKeySpecsConflict, M000T 111 NotExactValueField, M000U 115 CommandNotSupported,
M000W 146 ExceededMemoryLimit, M000X 159 DurationOverflow, M000Z 166 CommandNotSupportedOnView,
M0010 167 OptionNotSupportedOnView, M0011 181 AmbiguousIndexKeyPattern,
M0012 197 InvalidIndexSpecificationOption, M0013 224 QueryFeatureNotAllowed,
M0014 232 MaxSubPipelineDepthExceeded, M0015 241 ConversionFailure,
M0016 263 OperationNotSupportedInTransaction, M0017 276 IndexBuildAborted,
M0018 291 NoQueryExecutionPlans, M0019 361 CollectionUUIDMismatch, M001B 10334 BSONObjectTooLarge,
M001C 11000 DuplicateKey, M001D 12587 BackgroundOperationInProgressForNamespace,
M001H 13113 MergeStageNoMatchingDocument, M002B 16755 Location16755, M003A 17419 Location17419,
M003B 17420 Location17420, M00CO 121 DocumentValidationFailure, M00DO 16 InvalidLength,
M00EL 143 CursorInUse, M00ER 13 Unauthorized, M00EW 24 LockTimeout, M00EX 50 MaxTimeMSExpired,
M00EY 59 CommandNotFound, M00F0 91 ShutdownInProgress, M00F1 112 WriteConflict,
M00F2 117 ConflictingOperationInProgress, M00F4 201 CannotBuildIndexKeys,
M00FE 171 CannotIndexParallelArrays`;

const POSTGRES_STATES: Readonly<Record<string, ErrorCode>> = {
  '0A000': COMMAND_NOT_SUPPORTED,
  '22023': BAD_VALUE,
  '22P02': { code: 9, name: 'FailedToParse' },
  '23505': DUPLICATE_KEY,
  '23P01': DUPLICATE_KEY,
  '25P02': NO_SUCH_TRANSACTION,
  '40001': WRITE_CONFLICT,
  '40P01': WRITE_CONFLICT,
  '42P01': NAMESPACE_NOT_FOUND,
  '42P07': { code: 48, name: 'NamespaceExists' },
  '53100': { code: 14031, name: 'OutOfDiskSpace' },
  '54000': { code: 17280, name: 'KeyTooLong' },
  '55P03': LOCK_TIMEOUT,
  '57014': MAX_TIME_EXPIRED,
};

const CODES: ReadonlyMap<string, ErrorCode> = new Map([
  ...DOCUMENTDB_STATES.split(',').map(parseState),
  ...Object.entries(POSTGRES_STATES),
]);

function parseState(entry: string): [string, ErrorCode] {
  const [state = '', code, name = ''] = entry.trim().split(' ');
  return [state, { code: Number(code), name }];
}

/** A DocumentDB state that is not listed stands for a refused expression or option. */
export function errorCodeOf(sqlState: string): ErrorCode {
  return CODES.get(sqlState) ?? (sqlState.startsWith('M') ? BAD_VALUE : INTERNAL_ERROR);
}

/** PostgreSQL packs an SQLSTATE into an integer, six bits a character; write errors carry it so. */
export function unpackSqlState(packed: number): string {
  return Array.from({ length: 5 }, (_, i) => String.fromCharCode(((packed >> (6 * i)) & 63) + 48)).join('');
}

/** Whether PostgreSQL has undone the whole statement and a repetition can succeed. */
export function isConflictState(sqlState: string): boolean {
  return sqlState === '40001' || sqlState === '40P01' || sqlState === '55P03';
}

/**
 * Nobody cancels statements here: a lock that was given at the moment its time ran out leaves the cancellation behind,
 * and PostgreSQL has forgotten why.
 */
export const isLateLockTimeout = (sqlState: string, message: string): boolean =>
  sqlState === '57014' && message.includes('due to user request');

/** Whether the server is going away, is not there yet, or the connection broke. */
export function isConnectionState(state: string): boolean {
  return /^(08|57P)/.test(state) || /^E(CONN|PIPE|HOST|TIMEDOUT)/.test(state);
}
