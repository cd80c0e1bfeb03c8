import { DebtModel, type Debt } from '../../models/debt.model';
import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { EarningModel, type Earning } from '../../models/earning.model';
import type { LedgerLine } from '../../models/ledgerLine.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';

/** Whether what a line of a wallet speaks of still waits: an earning for its time, a debt for its payment, a hold for its decision. */
export type IsWaiting = (line: LedgerLine) => boolean;

/** What a line began, as it stands now. */
interface Begun {
  readonly jobId: Id;
  readonly amountMinor: number;
  readonly at: Date;
  readonly isWaiting: boolean;
}

/** Reads how that stands of which these lines of one user tell; at most three queries, none where nothing can wait. */
export async function readStanding(userId: Id, lines: readonly LedgerLine[]): Promise<IsWaiting> {
  const jobsOf = (matches: (line: LedgerLine) => boolean) =>
    lines.flatMap((line) => (matches(line) && line.refs.jobId ? [line.refs.jobId] : []));
  const begun = [...(await earningsOf(userId, jobsOf(isEarned))), ...(await debtsOf(userId, jobsOf(isOwed)))];
  const open = await openDisputesAmong(lines.filter(isHeld));
  return (line) => {
    if (isHeld(line)) {
      return open.has(idOf(line.refs.disputeId ?? line.entryId));
    }
    return isEarned(line) || isOwed(line) ? nearest(begun, line)?.isWaiting === true : false;
  };
}

const purseOf = ({ account }: LedgerLine): string => account.split(':')[2] ?? '';

const isHeld = ({ kind }: LedgerLine): boolean => kind === 'dispute.frozen';
const isEarned = (line: LedgerLine): boolean => purseOf(line) === 'pending' && line.amountMinor > 0;
const isOwed = (line: LedgerLine): boolean =>
  ['feeDebt', 'clawbackDebt'].includes(purseOf(line)) && line.amountMinor < 0;

/** Of several of the same amount the one of the same moment. */
function nearest(begun: readonly Begun[], { refs, amountMinor, at }: LedgerLine): Begun | undefined {
  const apart = (one: Begun): number => Math.abs(one.at.getTime() - at.getTime());
  const jobId = refs.jobId && idOf(refs.jobId);
  return begun
    .filter((one) => one.jobId === jobId && one.amountMinor === amountMinor)
    .sort((a, b) => apart(a) - apart(b))[0];
}

type Jobs = readonly Earning['jobId'][];

async function earningsOf(userId: Id, jobs: Jobs): Promise<Begun[]> {
  const filter = { jobId: { $in: [...jobs] }, craftsmanId: toObjectId(userId) };
  const found = jobs.length === 0 ? [] : await EarningModel.find(filter).lean<Earning[]>().exec();
  return found.map(({ jobId, amountMinor, createdAt, status }) => ({
    jobId: idOf(jobId),
    amountMinor,
    at: createdAt,
    isWaiting: status === 'Pending' || status === 'Frozen',
  }));
}

async function debtsOf(userId: Id, jobs: Jobs): Promise<Begun[]> {
  const filter = { jobId: { $in: [...jobs] }, debtorId: toObjectId(userId) };
  const found = jobs.length === 0 ? [] : await DebtModel.find(filter).lean<Debt[]>().exec();
  return found.map(({ jobId, amountMinor, openedAt, isOpen }) => ({
    jobId: idOf(jobId),
    amountMinor: -amountMinor,
    at: openedAt,
    isWaiting: isOpen,
  }));
}

async function openDisputesAmong(held: readonly LedgerLine[]): Promise<ReadonlySet<Id>> {
  const ids = held.flatMap(({ refs }) => (refs.disputeId ? [refs.disputeId] : []));
  const found =
    ids.length === 0
      ? []
      : await DisputeModel.find({ _id: { $in: ids }, isOpen: true }, { _id: 1 })
          .lean<Pick<Dispute, '_id'>[]>()
          .exec();
  return new Set(found.map(({ _id }) => idOf(_id)));
}
