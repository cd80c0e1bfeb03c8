import { VerificationModel, type Verification } from '../../models/verification.model';
import type { Clock } from '../../utils/clock';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';
import { verificationWorkflow } from '../workflows/verification.workflow';
import { transition } from '../workflows/workflow';
import { inReachOf, whyNot } from './reach';

interface Taking {
  readonly id: Id;
  readonly clock: Clock;
  readonly outbox: Outbox;
}

/** One of staff says that he looks at a case: nobody else decides it then, for a day. */
export async function take(tx: Tx, actor: UserActor, { id, clock, outbox }: Taking): Promise<Id> {
  const now = clock.now();
  const before = await VerificationModel.findOne({ _id: toObjectId(id) }, { takenBy: 1 }, { session: tx })
    .orFail(() => new NotFound('request.notFound'))
    .lean<Pick<Verification, 'takenBy'>>()
    .exec();
  const verification = await transition(tx, VerificationModel, verificationWorkflow, 'take', {
    id,
    actor,
    at: now,
    guard: inReachOf({ actor, now }),
    explain: whyNot({ actor, now }),
    set: { takenBy: toObjectId(actor.id), takenAt: now, updatedAt: now },
  });
  const from = before.takenBy && idOf(before.takenBy) !== actor.id ? { from: idOf(before.takenBy) } : {};
  const facts = { verificationId: id, craftsmanId: idOf(verification.craftsmanId) };
  await outbox.record(tx, 'verification.taken', { ...facts, ...from }, { actor });
  return idOf(verification);
}
