import { DisputeModel, type Dispute } from '../dispute.model';

/** How long disputes took until their latest decision. */
export interface ResolutionTimes {
  readonly resolved: number;
  /** Half of them took no longer; absent where there are none. */
  readonly medianMs?: number;
  /** Decided within the time that was promised. */
  readonly withinGoal: number;
}

export interface ResolutionAsked {
  /** Only those of a month, as `2026-05`. */
  readonly month?: string | undefined;
  readonly goalMs: number;
}

/** The median and its sample: counted and walked to along an index, never sorted. */
export async function findResolutionTimes({ month, goalMs }: ResolutionAsked): Promise<ResolutionTimes> {
  const ofMonth = month === undefined ? {} : { resolvedMonth: month };
  const all = { ...ofMonth, resolutionMs: { $exists: true } };
  const resolved = await DisputeModel.countDocuments(all).exec();
  const within = { ...ofMonth, resolutionMs: { $exists: true, $lt: goalMs } };
  const withinGoal = resolved === 0 ? 0 : await DisputeModel.countDocuments(within).exec();
  const isEven = resolved % 2 === 0;
  const middle = await DisputeModel.find(all, { resolutionMs: 1 })
    .sort({ resolutionMs: 1 })
    .skip(Math.max(Math.ceil(resolved / 2) - 1, 0))
    .limit(isEven ? 2 : 1)
    .lean<Pick<Dispute, 'resolutionMs'>[]>()
    .exec();
  const times = middle.map(({ resolutionMs = 0 }) => resolutionMs);
  const sum = times.reduce((total, time) => total + time, 0);
  return { resolved, withinGoal, ...(times.length > 0 && { medianMs: Math.round(sum / times.length) }) };
}
