/** Who calls, and the kinds of routes by whom they let in. */
export const CALLERS = ['anonymous', 'onboarding', 'client', 'craftsman', 'moderator', 'admin'] as const;
export type Caller = (typeof CALLERS)[number];

/** 401: sign in first. 403: not you. pass: let in, whatever is said of the input. */
export type Cell = 401 | 403 | 'pass';
export type Row = Readonly<Record<Caller, Cell>>;

const row = (...[anonymous, onboarding, client, craftsman, moderator, admin]: Cell[]): Row =>
  ({ anonymous, onboarding, client, craftsman, moderator, admin }) as Row;

/** The rows in their order: anonymous, onboarding, client, craftsman, moderator, admin. */
export const ROWS = {
  anyone: row('pass', 'pass', 'pass', 'pass', 'pass', 'pass'),
  /** Signed in, also before the second factor is set up. */
  leaving: row(401, 'pass', 'pass', 'pass', 'pass', 'pass'),
  signedIn: row(401, 403, 'pass', 'pass', 'pass', 'pass'),
  client: row(401, 403, 'pass', 403, 403, 403),
  craftsman: row(401, 403, 403, 'pass', 403, 403),
  /** Whoever may stand on one of the two sides of a job. */
  sides: row(401, 403, 'pass', 'pass', 403, 403),
  staff: row(401, 403, 403, 403, 'pass', 'pass'),
  admin: row(401, 403, 403, 403, 403, 'pass'),
  /** Staff, also before the second factor is set up: that is what it is for. */
  secondFactor: row(401, 'pass', 403, 403, 'pass', 'pass'),
} as const;
export type RowName = keyof typeof ROWS;
