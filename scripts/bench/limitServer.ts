import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { mongo } from 'mongoose';
import { answerParent } from './answerParent';
import { scenarioNamed } from './scenarios';
import type { AnswerHead, ServerPlan } from './types';

const SESSION_MS = 1_000;
const NEEDED = { projection: { roles: 1, role: 1, locale: 1, ban: 1 } };

type CheckToken = (req: IncomingMessage) => Promise<string | undefined>;

/** The least that can do the same: node:http, the driver, the token check, the query. */
async function main(plan: ServerPlan): Promise<void> {
  const client = new mongo.MongoClient(plan.uri, {
    maxPoolSize: plan.poolSize,
    minPoolSize: 2,
    w: 'majority',
  });
  await client.connect();
  const db = client.db();
  const checkToken = makeCheckToken(db, plan.env['JWT_SECRET'] ?? '');
  const handler = scenarioNamed(plan.scenario).limit(db);
  let head: AnswerHead = { status: 200, headers: ['Content-Type', 'application/json; charset=utf-8'] };

  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const userId = await checkToken(req);
    const body = userId === undefined ? '' : await handler(req, userId);
    const status = userId === undefined ? 401 : head.status;
    res.writeHead(status, [...head.headers, 'Content-Length', String(Buffer.byteLength(body))]).end(body);
  };
  const server = createServer((req, res) => {
    serve(req, res).catch((error: unknown) => {
      // Who ends a round lets go of what runs.
      if (!req.destroyed) {
        console.error(error);
      }
      res.writeHead(500).end();
    });
  });
  answerParent(server, (given) => {
    head = given;
  });
}

/** Signature, issuer, audience, type; the session behind it looked up once a second, as ours does. */
function makeCheckToken(db: mongo.Db, secret: string): CheckToken {
  const key = createSecretKey(Buffer.from(secret, 'utf8'));
  const alive = new LRUCache<string, string>({ max: 20_000, ttl: SESSION_MS });
  const options = { algorithms: ['HS256' as const], issuer: 'craftworks', audience: 'craftworks-api' };
  return async (req) => {
    const claims = jwt.verify(req.headers.authorization?.slice('Bearer '.length) ?? '', key, options);
    if (typeof claims === 'string' || claims['typ'] !== 'access') {
      return undefined;
    }
    const sessionId = String(claims['sid']);
    const known = alive.get(sessionId) ?? (await lookUp(db, sessionId));
    if (known !== undefined && !alive.has(sessionId)) {
      alive.set(sessionId, known);
    }
    return known;
  };
}

async function lookUp(db: mongo.Db, sessionId: string): Promise<string | undefined> {
  const id = new mongo.ObjectId(sessionId);
  const session = await db
    .collection('sessions')
    .findOne({ _id: id, endedAt: null, expiresAt: { $gt: new Date() } });
  const user =
    session && (await db.collection('users').findOne({ _id: session['userId'] as mongo.ObjectId }, NEEDED));
  return user?._id.toHexString();
}

main(JSON.parse(process.argv[2] ?? '{}') as ServerPlan).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
