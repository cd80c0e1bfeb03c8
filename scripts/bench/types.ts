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

/** What there is to say of requests that change something. */
export interface Writes {
  /** Each request can be sent once; the first two ask the same of twins. */
  readonly isOnce: boolean;
  /** The first two ask the same of twins although each can be sent again: answers count what was sent before. */
  readonly hasTwins?: boolean;
  /** What an answer has left in the database: ids and instants aside the same of both servers. */
  left(db: mongo.Db, answer: string): Promise<unknown>;
  /** Takes away what a round has left to do, so that the next one does not pay for it; says how much it was. */
  settle(db: mongo.Db): Promise<number>;
}

/** One row of the speed table in quality.md. */
export interface Scenario {
  readonly name: string;
  readonly summary: string;
  /** Requests per second of ours to the limit's, at least; CPU time per request of ours to the limit's, at most. */
  readonly goal: {
    readonly throughput: number;
    readonly cpu: number;
    /** Of ours, asked for one at a time. */
    readonly p95Ms?: number;
  };
  readonly connections: number;
  /** What it only reads; the next scenario that reads the same finds it filled. */
  readonly world?: 'jobs' | 'craftsmen';
  /** Of scenarios that write. */
  readonly writes?: Writes;
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
  /** Whether our server delivers what its requests record; the limit server delivers nothing. */
  readonly delivers: boolean;
  /** The environment of our server. */
  readonly env: Readonly<Record<string, string>>;
}

/** Questions to a server process; each is answered by one message. */
export type Question =
  | { readonly ask: 'cpu' }
  | { readonly ask: 'profile'; readonly file: string | null }
  /** The status and headers that the limit server sends, so that both send the same bytes. */
  | ({ readonly ask: 'head' } & AnswerHead);

export interface AnswerHead {
  readonly status: number;
  readonly headers: readonly string[];
}
