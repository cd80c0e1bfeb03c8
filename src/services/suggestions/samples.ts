import { mongo } from 'mongoose';
import { HireSampleModel, type HireSample } from '../../models/hireSample.model';
import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import { metresBetween, type GeoPoint } from '../../utils/geo';
import { newId, toObjectId, type Id } from '../../utils/ids';
import { cellsOf, reachCells } from '../../utils/reachCells';

const DUPLICATE_KEY = 11_000;
const NEWEST_FIRST = { at: -1, _id: -1 } as const;
/** So many of the newest say what is usual. */
const MOST = 500;
const METRES = 1_000;

/** What is kept of an accepted quote. */
export const sampleOf = (
  { _id, price, currency, estimatedHours, updatedAt }: Quote,
  { serviceId, area, contract }: Pick<Job, 'serviceId' | 'area' | 'contract'>,
): Omit<HireSample, '_id'> => ({
  quoteId: _id,
  serviceId,
  area,
  cells: cellsOf(area),
  price,
  currency,
  ...(estimatedHours !== undefined && { hours: estimatedHours }),
  at: contract?.hiredAt ?? updatedAt,
});

/** Keeps what was agreed; again, or for a quote that is no longer accepted, it changes nothing. */
export async function keepSample(quoteId: Id): Promise<void> {
  const quote = await QuoteModel.findOne({ _id: toObjectId(quoteId) })
    .lean<Quote>()
    .exec();
  const job =
    quote?.status === 'Accepted'
      ? await JobModel.findOne({ _id: quote.jobId }, { serviceId: 1, area: 1, contract: 1 })
          .lean<Job>()
          .exec()
      : null;
  if (quote && job) {
    const fresh = { _id: newId(), ...sampleOf(quote, job) };
    await HireSampleModel.updateOne({ quoteId: quote._id }, { $setOnInsert: fresh }, { upsert: true })
      .exec()
      .catch(asKept);
  }
}

/** The hire lapsed: nothing was agreed. */
export async function dropSample(quoteId: Id): Promise<void> {
  await HireSampleModel.deleteOne({ quoteId: toObjectId(quoteId) }).exec();
}

/** Kept twice in the same instant: it stands. */
function asKept(error: unknown): void {
  if (!(error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY)) {
    throw error;
  }
}

export interface Asked {
  readonly serviceId: Id;
  readonly point: GeoPoint;
  readonly radiusKm: number;
  readonly since: Date;
}

/** The newest hires of a service around a place: one look for each square of the map, side by side, each by the index. */
export async function findSamples({ serviceId, point, radiusKm, since }: Asked): Promise<HireSample[]> {
  const looks = reachCells(point, radiusKm).map((cell) =>
    HireSampleModel.find({ serviceId: toObjectId(serviceId), cells: cell, at: { $gte: since } })
      .sort(NEWEST_FIRST)
      .limit(MOST)
      .lean<HireSample[]>()
      .exec(),
  );
  return (await Promise.all(looks))
    .flat()
    .filter(({ area }) => metresBetween(point, area) <= radiusKm * METRES)
    .sort((a, b) => b.at.getTime() - a.at.getTime() || (a._id.toHexString() < b._id.toHexString() ? 1 : -1))
    .slice(0, MOST);
}
