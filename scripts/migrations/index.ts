import { mediaUsage } from './2026-11-28-media-usage';
import { moneyOfJobs } from './2026-11-28-money-of-jobs';
import { oneLedger } from './2026-11-28-one-ledger';
import { owedFees } from './2026-11-28-owed-fees';
import { reviewsOfJobs } from './2026-11-28-reviews-of-jobs';
import { verificationCases } from './2026-11-28-verification-cases';
import { verificationFiles } from './2026-11-28-verification-files';
import type { Migration } from './migration';

/** Every change of stored data, the oldest first. */
export const migrations: readonly Migration[] = [
  moneyOfJobs,
  oneLedger,
  owedFees,
  reviewsOfJobs,
  verificationCases,
  verificationFiles,
  mediaUsage,
];
