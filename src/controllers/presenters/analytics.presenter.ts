import type { DisputeFigures } from '../../services/analytics.service';
import { hours } from '../../utils/clock';

/** How fast disputes are decided; hours with one decimal. */
export const presentDisputeFigures = (
  { resolved, withinGoal, medianMs, goalMs }: DisputeFigures,
  month: string | undefined,
): Record<string, unknown> => ({
  month: month ?? null,
  resolved,
  median: medianMs === undefined ? null : inHours(medianMs),
  medianMs: medianMs ?? null,
  goalHours: goalMs / hours(1),
  withinGoal,
});

const inHours = (ms: number): number => Math.round((ms / hours(1)) * 10) / 10;
