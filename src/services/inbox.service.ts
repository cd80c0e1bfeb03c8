import { DevMessageModel, type DevChannel, type DevMessage } from '../models/devMessage.model';
import type { Clock } from '../utils/clock';
import { idOf, newId } from '../utils/ids';
import type { MessageCatcher } from './providers/mail/provider';

export interface InboxFilter {
  readonly to?: string | undefined;
  readonly channel?: DevChannel | undefined;
}

export interface InboxService extends MessageCatcher {
  /** What was caught, newest first. */
  list(filter: InboxFilter): Promise<DevMessage[]>;
}

export interface InboxDeps {
  readonly clock: Clock;
  /** How many messages are kept. */
  readonly capacity?: number;
}

const CAPACITY = 1_000;
/** Old messages go once in so many arrivals: a look at the whole inbox for each would be waste. */
const SWEEP_EVERY = 20;

/** Makes the developer inbox: what e-mail, SMS and push would have sent, on a machine without accounts anywhere. */
export function makeInboxService({ clock, capacity = CAPACITY }: InboxDeps): InboxService {
  let arrivals = 0;
  return {
    async add({ idempotencyKey, ...message }) {
      const caught = await DevMessageModel.findOneAndUpdate(
        { idempotencyKey },
        { $setOnInsert: { _id: newId(), ...withoutUndefined(message), at: clock.now() } },
        { upsert: true, returnDocument: 'after', projection: { _id: 1 } },
      )
        .orFail()
        .lean()
        .exec();
      arrivals += 1;
      if (arrivals % SWEEP_EVERY === 0) {
        await dropOldest(capacity);
      }
      return { id: idOf(caught) };
    },
    list: ({ to, channel }) =>
      DevMessageModel.find(withoutUndefined({ to, channel }))
        .sort({ at: -1, _id: -1 })
        .limit(capacity)
        .lean<DevMessage[]>()
        .exec(),
  };
}

async function dropOldest(capacity: number): Promise<void> {
  const surplus = await DevMessageModel.find({}, { _id: 1 })
    .sort({ at: -1, _id: -1 })
    .skip(capacity)
    .lean()
    .exec();
  await DevMessageModel.deleteMany({ _id: { $in: surplus.map(({ _id }) => _id) } }).exec();
}

const withoutUndefined = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
