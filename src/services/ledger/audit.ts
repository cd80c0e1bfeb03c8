import { LedgerAuditModel, type LedgerAudit } from '../../models/ledgerAudit.model';
import type { Clock } from '../../utils/clock';
import { newId } from '../../utils/ids';
import type { Logger } from '../../utils/types/logger';
import { findWitness, type Witness } from './anchors';
import { checkLedger } from './check';

/** The latest finished audit, and whether one is under way. */
export interface AuditView {
  readonly audit: LedgerAudit | null;
  readonly isRunning: boolean;
  /** The newest anchor as it stands now, to be compared with the log. */
  readonly anchor: Witness | null;
}

export interface LedgerAudits {
  /** Reads the whole ledger and keeps the result; whoever asks meanwhile gets the same one. */
  run(): Promise<LedgerAudit>;
  /** Begins an audit and waits for it, but not for long: a large ledger takes its time, and the last result is shown. */
  view(): Promise<AuditView>;
}

export interface AuditDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long `view` waits. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 3_000;

/** Makes the audits of the ledger; in one process there is one at a time. */
export function makeLedgerAudits({ clock, logger, patienceMs = PATIENCE_MS }: AuditDeps): LedgerAudits {
  let running: Promise<LedgerAudit> | undefined;
  const run = (): Promise<LedgerAudit> => {
    running ??= audit(clock, logger).finally(() => (running = undefined));
    return running;
  };
  return {
    run,
    async view() {
      const work = run();
      work.catch((error: unknown) => logger.warn('the ledger could not be read through', { error }));
      const done = await within(work, patienceMs);
      const anchor = await findWitness();
      return done
        ? { audit: done, isRunning: false, anchor }
        : { audit: await findLatest(), isRunning: true, anchor };
    },
  };
}

async function audit(clock: Clock, logger: Logger): Promise<LedgerAudit> {
  const startedAt = clock.now();
  const report = await checkLedger(({ kind, where, says }) =>
    logger.error('the ledger is not sound', { kind, where, says }),
  );
  const done: LedgerAudit = { _id: newId(), startedAt, finishedAt: clock.now(), ...report };
  await LedgerAuditModel.create([done]);
  return done;
}

/** Undefined when the time is over; the work goes on. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const findLatest = (): Promise<LedgerAudit | null> =>
  LedgerAuditModel.findOne({ startedAt: { $gte: new Date(0) } })
    .sort({ startedAt: -1 })
    .lean<LedgerAudit>()
    .exec();
