import type { LedgerLine } from '../../../models/ledgerLine.model';
import type { Id } from '../../../utils/ids';
import type { Currency } from '../../../utils/money';
import { account, holdName, nameOf, purseName } from '../accounts';

/** What the entries of a job come to, as `job.money` has it. */
export interface JobFlows {
  /** Paid in for it. */
  readonly funded: number;
  /** What has left the hold and did not go back to the client. */
  readonly released: number;
  /** What the platform has of it as its fee, held or not. */
  readonly fee: number;
}

interface WhoseJob {
  readonly jobId: Id;
  readonly clientId: Id;
  readonly currency: Currency;
}

/** Adds up the lines of the entries that name the job. */
export function flowsOf(lines: readonly LedgerLine[], job: WhoseJob): JobFlows {
  const { jobId, clientId, currency } = job;
  const hold = holdName('job', jobId, currency);
  const fees = nameOf(account.platform('fees'), currency);
  /** What a decision gives back waits in `pending` until it can no longer be appealed. */
  const wallet = [purseName(clientId, 'available', currency), purseName(clientId, 'pending', currency)];
  const ofHold = lines.filter((line) => line.account === hold);
  const funded = sum(ofHold.filter(({ amountMinor }) => amountMinor > 0));
  const releases = new Set(
    ofHold.filter(({ amountMinor }) => amountMinor < 0).map(({ entryId }) => entryId.toHexString()),
  );
  const isBack = ({ account: name, amountMinor, entryId }: LedgerLine): boolean =>
    amountMinor > 0 &&
    releases.has(entryId.toHexString()) &&
    (wallet.includes(name) || name.startsWith('hold:refund:'));
  const left = -sum(ofHold.filter(({ amountMinor }) => amountMinor < 0));
  return {
    funded,
    released: left - sum(lines.filter(isBack)),
    fee: sum(lines.filter((line) => line.account === fees)),
  };
}

const sum = (lines: readonly LedgerLine[]): number =>
  lines.reduce((total, { amountMinor }) => total + amountMinor, 0);
