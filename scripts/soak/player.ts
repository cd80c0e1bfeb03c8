import { setTimeout as wait } from 'node:timers/promises';
import { noted, type Caller, type Json, type Tally } from './caller';
import { nothingTold, type Told } from './told';

/** A caller who keeps a book of what he is told. */
export interface Player extends Caller {
  readonly told: Told;
}

/** Makes a player of a caller. */
export const playerOf = (caller: Caller): Player => ({ ...caller, told: nothingTold() });

const PATIENCE_MS = 600_000;
const POLL_MS = 200;

/** Pays with a card on the gateway's page, and asks until the server knows of it. */
export async function payByCard(player: Player, payment: Json, tally: Tally): Promise<void> {
  const id = String(payment['id']);
  const url = String(payment['paymentUrl']);
  const deadline = performance.now() + PATIENCE_MS;
  await player.submit(url, { action: 'pay', card: 'success' });
  while ((await player.do('GET', `/payments/${id}`))['status'] !== 'Captured') {
    if (performance.now() > deadline) {
      throw noted(tally, `payment ${id} was paid and is not captured after ten minutes`);
    }
    await wait(POLL_MS);
  }
}

/** Pays into his own wallet. */
export async function topUp(player: Player, amount: number, tally: Tally): Promise<void> {
  const payment = await player.do('POST', '/wallet/topup', { amount, provider: 'sandbox' });
  player.told.payments.push(String(payment['id']));
  await payByCard(player, payment, tally);
  player.told.worth += amount;
}

/** Pays a hire, out of his wallet or by card. */
export async function payHire(
  player: Player,
  {
    jobId,
    price,
    way,
  }: { readonly jobId: string; readonly price: number; readonly way: 'wallet' | 'sandbox' },
  tally: Tally,
): Promise<void> {
  const body = { purpose: 'job', jobId, provider: way };
  const payment = await player.do('POST', '/payments/initiate', body);
  player.told.payments.push(String(payment['id']));
  if (way === 'sandbox') {
    await payByCard(player, payment, tally);
  } else {
    player.told.worth -= price;
  }
}
