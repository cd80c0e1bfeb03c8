import type { Container } from '../../../src/container';
import type { ProviderEvent } from '../../../src/services/providers/payments/provider';
import { webhookOf, type ScriptedGateway } from '../../support/scriptedGateway';
import type { MoneyCommand, Verb } from './commands';

/** The provider and the payers, with the webhooks that are still on their way. */
export interface Outside {
  /** A payer pays what he has begun, or his card is refused; we are told at once, later, or twice. */
  pay(command: MoneyCommand): Promise<void>;
  /** A refund or a payout that was under way has ended. */
  endTransfer(command: MoneyCommand): Promise<void>;
  /** The bank sends a refund back that the provider had called done. */
  bounce(command: MoneyCommand): Promise<void>;
  /** The provider answers otherwise from now on. */
  change(command: MoneyCommand): Promise<void>;
  /** One of the webhooks arrives, not the first one first; every third comes again later. */
  deliver(command: MoneyCommand): Promise<void>;
  /** What of all this would change nothing now. */
  idle(): readonly Verb[];
  /** Nothing fails or lasts any more, and what was on its way arrives. */
  calmDown(): Promise<void>;
}

const FAILURES = 0.25;

/** The same numbers from 0 to 1 for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Makes a provider that fails at random, before or after the effect. */
export function makeOutside(
  { webhooks }: Pick<Container, 'webhooks'>,
  gateway: ScriptedGateway,
  seed: number,
): Outside {
  gateway.answerWith(seed % 2 === 0 ? 'captured' : 'pending');
  gateway.refundsEnd((['done', 'pending', 'failed'] as const)[Math.floor(seed / 7) % 3] ?? 'done');
  gateway.failAtRandom(FAILURES, randomFrom(seed));
  const onTheWay: ProviderEvent[] = [];
  const book = lookInto(gateway, onTheWay);
  const receive = async (event: ProviderEvent): Promise<void> => {
    const { body, headers } = webhookOf(event);
    await webhooks.receive({ raw: Buffer.from(body), headers });
  };
  return {
    ...makeEnds(gateway, book, onTheWay),
    idle: () => book.idle(),
    async pay({ option }) {
      const id = oneOf(book.charges(), option);
      if (id !== undefined) {
        const event = option % 7 === 6 ? gateway.decline(id) : gateway.pay(id);
        onTheWay.push(...(option % 3 !== 0 && option % 2 === 0 ? [] : [event]));
        await (option % 3 === 0 ? undefined : receive(event));
      }
    },
    async deliver({ option }) {
      const index = option % Math.max(onTheWay.length, 1);
      const event = onTheWay[index];
      if (event) {
        await receive(event);
        onTheWay.splice(index, option % 3 === 0 ? 0 : 1);
      }
    },
    async calmDown() {
      gateway.failAtRandom(0, () => 1);
      gateway.refundsEnd('done');
      book.transfers().forEach((id) => endOf(gateway, id, 'done'));
      for (const event of [...onTheWay, ...onTheWay].reverse()) {
        await receive(event);
      }
    },
  };
}

/** What the provider does by itself; of its ends we hear when the webhook arrives. */
const makeEnds = (
  gateway: ScriptedGateway,
  book: ReturnType<typeof lookInto>,
  onTheWay: ProviderEvent[],
): Pick<Outside, 'endTransfer' | 'bounce' | 'change'> => ({
  endTransfer({ option, side }) {
    const id = oneOf(book.transfers(), option);
    onTheWay.push(...(id === undefined ? [] : [endOf(gateway, id, side === 'client' ? 'done' : 'failed')]));
    return Promise.resolve();
  },
  bounce({ option }) {
    const id = oneOf(book.bounceable(), option);
    onTheWay.push(...(id === undefined ? [] : [gateway.endRefund(id, 'failed')]));
    return Promise.resolve();
  },
  change({ option }) {
    const answers = ['captured', 'pending', 'captured', 'pending', 'declined'] as const;
    const ends = ['done', 'pending', 'failed', 'done'] as const;
    gateway.answerWith(answers[option % answers.length] ?? 'pending');
    gateway.refundsEnd(ends[option % ends.length] ?? 'done');
    return Promise.resolve();
  },
});

const endOf = (gateway: ScriptedGateway, id: string, end: 'done' | 'failed'): ProviderEvent =>
  gateway.book.get(id)?.ref.startsWith('po') ? gateway.endPayout(id, end) : gateway.endRefund(id, end);

/** What stands in the provider's book, by our ids. */
function lookInto({ book }: ScriptedGateway, onTheWay: readonly ProviderEvent[]) {
  const booked = (state: 'pending' | 'done', ...kinds: readonly string[]): string[] =>
    [...book]
      .filter(([, one]) => one.state === state && kinds.includes(one.ref.slice(0, 2)))
      .map(([id]) => id);
  const found = {
    charges: () => booked('pending', 'ch'),
    transfers: () => booked('pending', 're', 'po'),
    /** Refunds of which no word is on its way: a provider tells what became of one in order. */
    bounceable: () =>
      booked('done', 're').filter((id) => !onTheWay.some((event) => 'ref' in event && event.ref === id)),
  };
  const isIdle: readonly (readonly [Verb, () => boolean])[] = [
    ['payer', () => found.charges().length === 0],
    ['transfer', () => found.transfers().length === 0],
    ['bounce', () => found.bounceable().length === 0],
    ['deliver', () => onTheWay.length === 0],
  ];
  return { ...found, idle: () => isIdle.filter(([, holds]) => holds()).map(([verb]) => verb) };
}

const oneOf = <T>(from: readonly T[], option: number): T | undefined =>
  from[option % Math.max(from.length, 1)];
