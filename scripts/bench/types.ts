import type { IncomingMessage } from 'node:http';
import type { mongo } from 'mongoose';
import type { Container } from '../../src/container';
import type { Mount } from '../../src/utils/route';

export interface BenchRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A signed-in user of the load. */
export interface Caller {
  readonly userId: string;
  readonly token: string;
}

export interface World {
  readonly db: mongo.Db;
  readonly callers: readonly Caller[];
}

/** What the limit server does for one request after the token check: the same query, the same bytes. */
export type LimitHandler = (req: IncomingMessage, userId: string) => Promise<string>;

/** One row of the speed table in quality.md. */
export interface Scenario {
  readonly name: string;
  readonly summary: string;
  /** Requests per second of ours to the limit's, at least; CPU time per request of ours to the limit's, at most. */
  readonly goal: { readonly throughput: number; readonly cpu: number };
  readonly connections: number;
  /** Fills the database (its collections and indexes exist) and tells what the load asks for, in turn. */
  prepare(world: World): Promise<readonly BenchRequest[]>;
  /** Resources of this scenario that the product does not have. */
  readonly mounts?: (container: Container) => readonly Mount[];
  limit(db: mongo.Db): LimitHandler;
}

/** What a server process is told at its start (the JSON in its first argument). */
export interface ServerPlan {
  readonly scenario: string;
  readonly uri: string;
  readonly poolSize: number;
  /** The environment of our server. */
  readonly env: Readonly<Record<string, string>>;
}

/** Questions to a server process; each is answered by one message. */
export type Question =
  | { readonly ask: 'cpu' }
  | { readonly ask: 'profile'; readonly file: string | null }
  /** The headers that the limit server sends, so that both send the same bytes. */
  | { readonly ask: 'headers'; readonly headers: readonly string[] };
