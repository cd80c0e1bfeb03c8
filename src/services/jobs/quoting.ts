import { UserModel, type User } from '../../models/user.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { quotingPolicy } from '../policies/quote.policy';
import type { Asked, Candidate } from './candidates';

const PERSON = {
  phone: 1,
  emailKey: 1,
  ban: 1,
  'craftsman.verificationStatus': 1,
  'craftsman.verifiedUntil': 1,
} as const;

/** Whether a craftsman who is concerned may quote (again): the only question that needs to know more than the offers. */
export async function quoting({
  actor,
  job,
  quotes,
  invitations,
  ctx,
  figures,
  isBlocked,
  debt: { blocksCash, blocksQuotes },
}: Asked): Promise<Candidate[]> {
  const clientId = idOf(job.clientId);
  if (actor.role !== 'craftsman' || clientId === actor.id) {
    return [];
  }
  const ids = [toObjectId(actor.id), job.clientId];
  const people = await UserModel.find({ _id: { $in: ids } }, PERSON).lean<User[]>();
  const find = (id: Id): Partial<User> => people.find((person) => idOf(person) === id) ?? {};
  const verdict = quotingPolicy.quote(actor, job, {
    now: ctx.now,
    bidder: find(actor.id),
    owner: find(clientId),
    isBlocked,
    isKnown: quotes.length + invitations.length > 0,
    hasLiveQuote: quotes.some(({ isLive }) => isLive),
    isInvited: invitations.some(
      ({ status, expiresAt }) => status === 'Accepted' || (status === 'Pending' && expiresAt > ctx.now),
    ),
    maxLive: figures.get('quote.maxLive'),
    blocksCash,
    blocksQuotes,
  });
  const path = `/api/jobs/${idOf(job)}/quotes`;
  return [{ action: 'quote', verdict, method: 'POST', path, needs: ['price'] }];
}
