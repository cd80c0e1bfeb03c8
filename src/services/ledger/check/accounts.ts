import { LedgerAccountModel, type LedgerAccount } from '../../../models/ledgerAccount.model';
import { LedgerLineModel, type LedgerLine } from '../../../models/ledgerLine.model';
import { inTransaction, type Tx } from '../../../utils/transaction';
import { ruleOf, type BalanceRule } from '../accounts';
import { faultAt, type Findings, type LedgerFault } from './fault';
import { joinSorted, keyed, type Keyed } from './streams';

const AT_ONCE = 1_000;

type Placed = Pick<LedgerLine, 'account' | 'amountMinor'> &
  Required<Pick<LedgerLine, 'seq' | 'balanceMinor'>>;

/** What the lines of one account come to. */
interface Run {
  readonly account: string;
  seq: number;
  balanceMinor: number;
  sumMinor: number;
  readonly faults: LedgerFault[];
}

/** Every account beside its lines: without gaps, running balances right, never beyond zero, the projection their sum. */
export async function checkAccounts(findings: Findings): Promise<void> {
  const accounts = keyed(readAccounts(), ({ _id }) => _id);
  for await (const { key, left: account, right: run } of joinSorted(accounts, runs())) {
    findings.count('accounts');
    run?.faults.forEach(findings.add);
    if (!isProjected(account, run)) {
      const fault = await lookAgain(key);
      [fault].filter((one) => one !== undefined).forEach(findings.add);
    }
  }
}

const readAccounts = (): AsyncIterable<LedgerAccount> =>
  LedgerAccountModel.find({ _id: { $gte: '' } })
    .sort({ _id: 1 })
    .batchSize(AT_ONCE)
    .lean<LedgerAccount>()
    .cursor();

async function* runs(): AsyncGenerator<Keyed<Run>> {
  const lines = LedgerLineModel.find(
    { seq: { $exists: true } },
    { account: 1, seq: 1, amountMinor: 1, balanceMinor: 1 },
  )
    .sort({ account: 1, seq: 1 })
    .batchSize(AT_ONCE)
    .lean<Placed>()
    .cursor();
  let run: Run | undefined;
  for await (const line of lines) {
    if (run?.account !== line.account) {
      if (run) {
        yield { key: run.account, value: run };
      }
      run = { account: line.account, seq: 0, balanceMinor: 0, sumMinor: 0, faults: [] };
    }
    follow(run, line);
  }
  if (run) {
    yield { key: run.account, value: run };
  }
}

/** One line further. After a fault the line's own word counts, so that one fault is told once. */
function follow(run: Run, { seq, amountMinor, balanceMinor }: Placed): void {
  const fault = faultAt(`account ${run.account}`);
  if (seq !== run.seq + 1) {
    run.faults.push(fault('account.gap', `line ${run.seq + 1} is missing before line ${seq}`));
  } else if (run.balanceMinor + amountMinor !== balanceMinor) {
    const expected = run.balanceMinor + amountMinor;
    run.faults.push(
      fault('account.running', `line ${seq} says ${balanceMinor}, the lines come to ${expected}`),
    );
  }
  if (isBeyondZero(balanceMinor, ruleOf(run.account))) {
    run.faults.push(fault('account.sign', `${balanceMinor} after line ${seq} is on the wrong side of zero`));
  }
  run.seq = seq;
  run.balanceMinor = balanceMinor;
  run.sumMinor += amountMinor;
}

const isBeyondZero = (balance: number, rule: BalanceRule): boolean =>
  (rule === 'neverBelowZero' && balance < 0) || (rule === 'neverAboveZero' && balance > 0);

interface Stand {
  readonly seq: number;
  readonly balanceMinor: number;
}
const NOTHING: Stand & { readonly sumMinor: number } = { seq: 0, balanceMinor: 0, sumMinor: 0 };

const isSame = (a: Stand, b: Stand): boolean => a.seq === b.seq && a.balanceMinor === b.balanceMinor;

const isProjected = (account: Stand = NOTHING, run: Stand & Pick<Run, 'sumMinor'> = NOTHING): boolean =>
  isSame(account, run) && account.balanceMinor === run.sumMinor;

/** The two streams do not see the same instant: an account that looks wrong is read once more with its lines. */
const lookAgain = (name: string): Promise<LedgerFault | undefined> =>
  inTransaction(
    async (tx) => {
      const account =
        (await LedgerAccountModel.findOne({ _id: name }, null, { session: tx })
          .lean<LedgerAccount>()
          .exec()) ?? NOTHING;
      const end = { ...((await lastLine(tx, name)) ?? NOTHING), sumMinor: await sumOfLines(tx, name) };
      return isProjected(account, end)
        ? undefined
        : faultAt(`account ${name}`)(
            'account.projection',
            `it stands at ${account.seq} with ${account.balanceMinor}, its lines end at ${end.seq} with ${end.balanceMinor} and add up to ${end.sumMinor}`,
          );
    },
    { remember: false },
  );

const lastLine = (tx: Tx, account: string): Promise<Placed | null> =>
  LedgerLineModel.findOne({ account, seq: { $exists: true } }, null, { session: tx })
    .sort({ seq: -1 })
    .lean<Placed>()
    .exec();

async function sumOfLines(tx: Tx, account: string): Promise<number> {
  const [{ sum = 0 } = {}] = await LedgerLineModel.aggregate<{ sum?: number }>([
    { $match: { account, seq: { $exists: true } } },
    { $group: { _id: null, sum: { $sum: '$amountMinor' } } },
  ]).session(tx);
  return sum;
}
