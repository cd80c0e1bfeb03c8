/** What does not keep requests away, and yet somebody has to put right. */
export type HealthWarning = 'fields.masterKeyMissing';

/** Whether the process should get traffic. */
export interface HealthService {
  /** Everything is there: requests may come. */
  opened(): void;
  /** The process is going away: no more requests, please. */
  draining(): void;
  /** From now on it is told beside the readiness. */
  warn(of: HealthWarning): void;
  warnings(): readonly HealthWarning[];
  isReady(): Promise<boolean>;
}

/** Readiness: opened, not draining, and the database answers. */
export function makeHealthService({ pingDatabase }: { pingDatabase: () => Promise<boolean> }): HealthService {
  let isOpen = false;
  const warnings = new Set<HealthWarning>();
  return {
    opened: () => {
      isOpen = true;
    },
    draining: () => {
      isOpen = false;
    },
    warn: (of) => void warnings.add(of),
    warnings: () => [...warnings],
    isReady: async () => isOpen && (await pingDatabase()),
  };
}
