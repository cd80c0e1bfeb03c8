import type { Durability } from '../documentdb/engine/configuration';
import type { KeeperMode } from '../lock';
import type { ProcessIdentity } from '../processes';

/** What the keeper process is told when it starts. */
export interface KeeperConfig {
  readonly mode: KeeperMode;
  /** The process for which an owned database runs. */
  readonly owner?: ProcessIdentity;
  /** Holds the lock, the remembered ports and the keeper's log. */
  readonly folder: string;
  readonly source: KeptSource;
  readonly dataDir: string;
  readonly durability: Durability;
  /** DocumentDB: the unpacked packages. */
  readonly cacheDir?: string;
  /** mongod: the program. */
  readonly binary?: string;
  /** A folder that is thrown away when the database ends. */
  readonly throwaway?: string;
}

export type KeptSource = 'mongod' | 'download' | 'documentdb';

export interface DatabaseToRun extends Pick<
  KeeperConfig,
  'folder' | 'dataDir' | 'durability' | 'cacheDir' | 'binary'
> {
  readonly say: (line: string) => void;
}

export interface RunningDatabase {
  readonly port: number;
  stop(): Promise<void>;
}

/** What the keeper tells the process that started it. */
export type KeeperMessage =
  | { readonly kind: 'said'; readonly line: string }
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly message: string };

/** What a running keeper leaves in its folder for those who attach. */
export interface ReadyNote {
  readonly pid: number;
  readonly port: number;
  readonly source: KeptSource;
}

export const READY_NOTE = 'ready.json';
export const STOP_REQUEST = 'stop';
