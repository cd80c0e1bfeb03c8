import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { hours } from '../../src/utils/clock';
import { say } from './inDatabase';

/** Prints deliveries that have run out of tries and how many wait for more than an hour; true when there is none. */
export async function reportOutbox(now: Date): Promise<boolean> {
  const dead = await OutboxRowModel.countDocuments({ state: 'dead' }).exec();
  const before = new Date(now.getTime() - hours(1));
  const stuck = await OutboxRowModel.countDocuments({
    state: 'pending',
    nextAttemptAt: { $lt: before },
  }).exec();
  say(`outbox ${dead + stuck === 0 ? 'sound' : 'NOT sound'}: ${dead} dead deliveries, ${stuck} overdue`);
  return dead + stuck === 0;
}
