/** What does not keep requests away, and yet somebody has to put right. */
export type HealthWarning = 'fields.masterKeyMissing';

/** What a process tells of its parts beside its readiness. */
export interface HealthFacts {
  /** Who keeps files; whether they are looked at for viruses, and whether that worked the last time. */
  readonly media: { readonly keptBy: string; readonly virusScan: 'on' | 'away' | 'off' };
}

/** Whether the process should get traffic. */
export interface HealthService {
  /** Everything is there: requests may come. */
  opened(): void;
  /** The process is going away: no more requests, please. */
  draining(): void;
  /** From now on it is told beside the readiness. */
  warn(of: HealthWarning): void;
  warnings(): readonly HealthWarning[];
  /** Who knows the facts. */
  tellsOf(facts: () => HealthFacts): void;
  facts(): Partial<HealthFacts>;
  isReady(): Promise<boolean>;
}

/** Readiness: opened, not draining, and the database answers. */
export function makeHealthService({ pingDatabase }: { pingDatabase: () => Promise<boolean> }): HealthService {
  let isOpen = false;
  let readFacts: () => Partial<HealthFacts> = () => ({});
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
    tellsOf: (facts) => {
      readFacts = facts;
    },
    facts: () => readFacts(),
    isReady: async () => isOpen && (await pingDatabase()),
  };
}
