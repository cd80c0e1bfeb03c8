import type { Durability } from './documentdb/engine/configuration';

export type DatabaseSource = 'uri' | 'mongod' | 'download' | 'documentdb';

export interface LocalDatabase {
  readonly uri: string;
  readonly source: DatabaseSource;
  readonly description: string;
  stop(): Promise<void>;
}

export interface OpenDatabaseOptions {
  /** A MongoDB that runs already; wins over everything else. */
  uri?: string | undefined;
  /** A mongod program; without it the path is searched. */
  mongodBinary?: string | undefined;
  dataDir: string;
  /** Whether a mongod may be downloaded; by default where neither CI nor MONGOMS_RUNTIME_DOWNLOAD forbids it. */
  allowDownload?: boolean;
  durability?: Durability;
  database?: string;
  say: (line: string) => void;
}
