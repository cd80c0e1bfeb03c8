/** Whether the process should get traffic. */
export interface HealthService {
  /** Everything is there: requests may come. */
  opened(): void;
  /** The process is going away: no more requests, please. */
  draining(): void;
  isReady(): Promise<boolean>;
}

/** Readiness: opened, not draining, and the database answers. */
export function makeHealthService({ pingDatabase }: { pingDatabase: () => Promise<boolean> }): HealthService {
  let isOpen = false;
  return {
    opened: () => {
      isOpen = true;
    },
    draining: () => {
      isOpen = false;
    },
    isReady: async () => isOpen && (await pingDatabase()),
  };
}
