import { account, nameOf } from '../../src/services/ledger/accounts';
import { walletCredited } from '../../src/services/ledger/postings/payment.postings';
import { LedgerLineModel } from '../../src/models/ledgerLine.model';
import { PaymentModel, type Payment } from '../../src/models/payment.model';
import { idOf, newId, toObjectId } from '../../src/utils/ids';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import type { TestApp } from '../helpers/app';
import { balanceOf } from '../helpers/ledger';
import { egp } from '../support/scriptedGateway';
import { aJob, type JobOverrides, type QuotedJob } from './job';
import type { MadeUser } from './user';

/** A job whose owner has accepted the first quote of `bids` and has not paid yet; hired through the server. */
export async function anUnpaidHire(app: TestApp, overrides: JobOverrides = {}, bids = 1): Promise<QuotedJob> {
  const made = await aJob(app, { paymentType: 'Escrow', ...overrides }).quoted(bids);
  await made.client.as.post(`/api/jobs/${made.jobId}/quotes/${idOf(made.quote)}/accept`).expect(200);
  return made;
}

/** Asks to pay a job; gives the answer's payment. */
export async function aPayment(
  { client, jobId }: Pick<QuotedJob, 'client' | 'jobId'>,
  provider?: string,
): Promise<{ readonly id: string; readonly amount: number }> {
  const body = { purpose: 'job', jobId, ...(provider && { provider }) };
  const answer = await client.as.post('/api/payments/initiate').send(body).expect(201);
  return answer.body.data;
}

/** Money in a wallet, out of a gateway that nobody asks about. */
export const aCredit = (
  { container }: TestApp,
  { id: userId }: MadeUser,
  amountMinor: number,
): Promise<void> =>
  inTransaction((tx) => {
    const about = { paymentId: idOf(newId()), gateway: 'stripe', amount: egp(amountMinor) };
    const entry = walletCredited({ ...about, why: 'toppedUp', userId });
    return container.ledger.post(tx, entry, { actor: systemActor });
  });

/** The payment as it is stored now. */
export const storedPayment = (id: string): Promise<Payment> =>
  PaymentModel.findOne({ _id: toObjectId(id) })
    .orFail()
    .lean<Payment>()
    .exec();

/** What somebody can spend, what is held for a job, what a gateway keeps for us. */
export const available = ({ id }: Pick<MadeUser, 'id'>): Promise<number> =>
  balanceOf(nameOf(account.available(id), 'EGP'));
export const heldFor = (jobId: string): Promise<number> =>
  balanceOf(nameOf(account.hold('job', jobId), 'EGP'));
export const keptBy = (gateway = 'sandbox'): Promise<number> =>
  LedgerLineModel.find({ account: nameOf(account.gateway(gateway), 'EGP') })
    .lean()
    .then((lines) => lines.reduce((sum, { amountMinor }) => sum - amountMinor, 0));
