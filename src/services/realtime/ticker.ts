import type { Logger } from '../../utils/types/logger';

export interface TickerOptions {
  readonly everyMs: number;
  readonly logger: Logger;
  /** What it does, for the log. */
  readonly name: string;
  readonly work: () => Promise<unknown>;
}

export interface Ticker {
  start(): void;
  stop(): void;
}

/** Makes something that does `work` again and again, one at a time; a database that is away is reported once. */
export function makeTicker({ everyMs, logger, name, work }: TickerOptions): Ticker {
  let timer: NodeJS.Timeout | undefined;
  let isWorking = false;
  let isAway = false;
  const tick = async (): Promise<void> => {
    if (isWorking) {
      return;
    }
    isWorking = true;
    try {
      await work();
      isAway = false;
    } catch (error) {
      if (!isAway) {
        logger.warn('realtime work failed', { work: name, error });
      }
      isAway = true;
    } finally {
      isWorking = false;
    }
  };
  return {
    start() {
      timer ??= setInterval(() => void tick(), everyMs).unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
