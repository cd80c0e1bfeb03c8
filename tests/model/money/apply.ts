import { shareOf, type MoneyCommand } from './commands';
import { settlementOf, statementOf } from './deeds';
import {
  agreeToExtra,
  endEarly,
  follow,
  releasePart,
  type Deal,
  type Happened,
  type MoneyWorld,
} from './pureMoney';
import { settle } from './pureSettlement';

/** What was done, when it was done, and what has happened since the command before: the model is then as it must be. */
export function apply(
  { deals, now }: MoneyWorld,
  happened: readonly Happened[],
  done: MoneyCommand | undefined,
): void {
  deals.forEach((deal, index) => {
    const seen = happened[index];
    if (!seen) {
      throw new Error(`nobody has looked at job ${index}`);
    }
    deal.isWaived = seen.isWaived;
    if (done?.job === index) {
      DONE[done.verb]?.(deal, done, now);
    }
    follow(deal, seen);
    noteDispute(deal, seen);
  });
}

type Done = (deal: Deal, command: MoneyCommand, now: number) => void;

const end: Done = (deal, { verb, side }, now) =>
  endEarly(deal, { by: side, why: verb === 'absent' ? 'absent' : 'cancel', now });

/** What a command means that was not refused; of the others only what has become of the job counts. */
const DONE: Readonly<Partial<Record<MoneyCommand['verb'], Done>>> = {
  release: (deal, command) => releasePart(deal, shareOf(command, deal.held)),
  cancel: end,
  absent: end,
  propose: (deal, command) => {
    deal.extra = { amount: shareOf(command, deal.price), isAgreed: false };
  },
  agree: (deal) => agreeToExtra(deal),
  refuse: (deal) => {
    deal.extra = null;
  },
  confirm: (deal, command) => {
    deal.said[command.side] = statementOf(deal, command);
  },
  dispute: (deal) => {
    deal.dispute = { kind: 'work', from: deal.status };
  },
  settle: (deal, command) => settle(deal, settlementOf(deal, command)),
};

/** Two who name different amounts of cash are at odds by that alone. */
function noteDispute(deal: Deal, { status }: Happened): void {
  if (status === 'Disputed' && deal.dispute === null) {
    deal.dispute = { kind: 'cashDifference', from: 'Completed' };
  }
}
