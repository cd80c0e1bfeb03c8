import { moneyOfJobs } from './2026-11-28-money-of-jobs';
import { oneLedger } from './2026-11-28-one-ledger';
import { owedFees } from './2026-11-28-owed-fees';
import { reviewsOfJobs } from './2026-11-28-reviews-of-jobs';
import { craftsmenFound } from './2026-11-28-search-of-craftsmen';
import { unlistedCraftsmen } from './2026-11-28-unlisted-craftsmen';
import { verificationCases } from './2026-11-28-verification-cases';
import { verificationFiles } from './2026-11-28-verification-files';
import { weightOfFiles } from './2026-11-28-weight-of-files';
import type { Migration } from './migration';

/** Every change of stored data, the oldest first. */
export const migrations: readonly Migration[] = [
  moneyOfJobs,
  oneLedger,
  owedFees,
  reviewsOfJobs,
  craftsmenFound,
  unlistedCraftsmen,
  verificationCases,
  verificationFiles,
  weightOfFiles,
];
