import type { RunningDeps } from '../jobs/running';

/** What the changes of reviews share. */
export type ReviewDeps = RunningDeps;
