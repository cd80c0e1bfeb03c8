import type { Logger } from '../../src/utils/types/logger';

export interface LogLine {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface MemoryLogger extends Logger {
  readonly lines: LogLine[];
}

/** A log that keeps its lines, for tests to read. */
export function memoryLogger(): MemoryLogger {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine['level']) =>
    (message: string, fields: object = {}): void => {
      lines.push({ level, message, fields: fields as Record<string, unknown> });
    };
  return { lines, error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}
