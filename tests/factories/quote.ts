import type { Types } from 'mongoose';
import { JobModel, type Job } from '../../src/models/job.model';
import { QuoteModel, type Quote } from '../../src/models/quote.model';
import { after, days } from '../../src/utils/clock';
import { idOf, newId } from '../../src/utils/ids';
import type { TestApp } from '../helpers/app';
import { begun } from './jobStory';
import { withoutUndefined, type Overrides } from './overrides';
import type { MadeUser } from './user';

export const QUOTED_PRICE = 45_000;

/** A live quote on a stored job, which counts it; the job becomes Quoted. */
export async function aQuote(
  app: TestApp,
  { job, craftsman }: { readonly job: Job; readonly craftsman: MadeUser },
  overrides: Overrides<Quote> = {},
): Promise<Quote> {
  const about = { jobId: job._id, clientId: job.clientId, craftsmanId: craftsman.user._id };
  const quote = quoteFields(app.container.clock.now(), { ...overrides, ...about });
  await QuoteModel.create(quote);
  if (quote.isLive) {
    const inc = { quoteCount: 1, cappedQuoteCount: quote.isInvited ? 0 : 1 };
    await JobModel.collection.updateOne({ _id: job._id }, { $set: { status: 'Quoted' }, $inc: inc });
  }
  return quote;
}

interface QuoteIds {
  readonly jobId: Types.ObjectId;
  readonly clientId: Types.ObjectId;
  readonly craftsmanId: Types.ObjectId;
}

/** A live quote as it is stored. */
export const quoteFields = (now: Date, { craftsmanId, ...given }: QuoteIds & Overrides<Quote>): Quote =>
  withoutUndefined<Quote>({
    _id: newId(),
    craftsmanId,
    currency: 'EGP',
    price: QUOTED_PRICE,
    notes: 'I have the part with me.',
    status: 'Submitted',
    history: [begun(now, { id: idOf(craftsmanId), role: 'craftsman', to: 'Submitted' })],
    isLive: true,
    isInvited: false,
    version: 1,
    versions: [],
    needsConfirmation: false,
    expiresAt: after(now, days(7)),
    createdAt: now,
    updatedAt: now,
    ...given,
  });
