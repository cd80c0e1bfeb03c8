import type { Types } from 'mongoose';
import type { Clock } from '../../utils/clock';
import type { Id } from '../../utils/ids';
import type { Locale } from '../../utils/types/actor';
import type { JobMoneyDeps } from '../jobMoney/deps';

/** Whose account was erased, and when. */
export interface Gone {
  readonly _id: Types.ObjectId;
  readonly id: Id;
  readonly locale: Locale;
  readonly at: Date;
}

export interface ErasureDeps extends JobMoneyDeps {
  readonly clock: Clock;
}

/** One thing that has to go with an account. It may die at any point and be done again. */
export interface ErasureStep {
  readonly name: string;
  /** False: a part of it has to wait, and is asked for again tomorrow. */
  run(gone: Gone, deps: ErasureDeps): Promise<boolean>;
}
