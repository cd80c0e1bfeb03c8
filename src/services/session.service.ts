import { SessionModel, type Session } from '../models/session.model';
import type { User } from '../models/user.model';
import { signAccessToken, type TokenOptions } from '../utils/accessToken';
import type { Clock } from '../utils/clock';
import type { DeviceFacts } from '../utils/device';
import { NotFound, Unauthenticated } from '../utils/errors';
import { idOf, toObjectId, type Id } from '../utils/ids';
import { afterCommit, inTransaction, type Tx } from '../utils/transaction';
import { systemActor, type Actor, type SessionScope, type UserActor } from '../utils/types/actor';
import { actorOf } from './auth/account';
import { makeActorCache } from './auth/actorCache';
import type { RefreshTokens } from './auth/refreshTokens';
import {
  endSessions,
  insertSession,
  listLiveSessions,
  renewSession,
  type EndFilter,
} from './auth/sessionStore';
import type { Outbox } from './outbox/outbox.service';

/** What a login consists of, as ids; the tokens are written from it. */
export interface OpenedSession {
  readonly userId: Id;
  readonly sessionId: Id;
  readonly refreshTokenId: Id;
  readonly scope: SessionScope;
  readonly kind: Session['kind'];
}

export interface LoginTokens {
  readonly token: string;
  readonly refreshToken: string;
}

export interface StartSession {
  readonly user: User;
  readonly kind: Session['kind'];
  readonly scope: SessionScope;
  readonly device: DeviceFacts;
  /** The first session of a new account is no news. */
  readonly isFirst?: boolean;
}

export interface EndSessions extends EndFilter {
  /** The transaction that makes the reason true; without it one of their own. */
  readonly tx?: Tx;
  readonly by?: Actor;
}

export interface SessionService {
  /** Who is behind a session, or undefined when it has ended; at most one second old. */
  findActor(sessionId: Id): Promise<UserActor | undefined>;
  /** Makes this process look the session up again at its next use. */
  forget(sessionId: Id): void;
  /** Opens a session. The caller's transaction has written to the user, so that a ban at the same instant meets it. */
  start(tx: Tx, given: StartSession): Promise<OpenedSession>;
  /** Writes the tokens of a session. */
  tokensOf(opened: OpenedSession): Promise<LoginTokens>;
  /** Takes a refresh token and gives the next one; one that was used before ends the whole family. */
  refresh(refreshToken: string): Promise<OpenedSession>;
  /** Ends living sessions of a user and tells their sockets; says which. */
  end(given: EndSessions): Promise<Id[]>;
  /** Ends one session of the actor's own; another's is not there. */
  endOwn(actor: UserActor, sessionId: Id): Promise<void>;
  listOwn(actor: UserActor): Promise<Session[]>;
  /** Lifts a session that could only finish signing up to a full one. */
  complete(tx: Tx, sessionId: Id): Promise<void>;
}

export interface SessionDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly tokens: TokenOptions;
  readonly refreshTokens: RefreshTokens;
  readonly ttl: {
    readonly accessTtlPhoneMs: number;
    readonly accessTtlPasswordMs: number;
    readonly refreshTtlMs: number;
  };
}

/** Logins from their beginning to their end. */
export function makeSessionService(deps: SessionDeps): SessionService {
  const { clock } = deps;
  const { findActor, forget } = makeActorCache(clock);
  const end = makeEnd({ ...deps, forget });
  return {
    findActor,
    forget,
    start: makeStart(deps),
    tokensOf: makeTokensOf(deps),
    refresh: makeRefresh({ ...deps, end }),
    end,
    async endOwn(actor, sessionId) {
      const mine = { userId: actor.id, sessionIds: [sessionId] };
      const ended = await end({ ...mine, reason: 'signedOutElsewhere', by: actor });
      if (ended.length === 0) {
        throw new NotFound('request.notFound');
      }
    },
    listOwn: ({ id }) => listLiveSessions(id, clock.now()),
    async complete(tx, sessionId) {
      await SessionModel.updateOne(
        { _id: toObjectId(sessionId), endedAt: null },
        { $set: { scope: 'full' } },
        { session: tx },
      );
      afterCommit(tx, () => forget(sessionId));
    },
  };
}

const makeStart =
  ({ clock, outbox, refreshTokens, ttl }: SessionDeps): SessionService['start'] =>
  async (tx, { user, kind, scope, device, isFirst = false }) => {
    const [userId, now] = [idOf(user), clock.now()];
    const ttlMs = ttl.refreshTtlMs;
    const { session, isNewDevice } = await insertSession(tx, { userId, kind, scope, device, now, ttlMs });
    const sessionId = idOf(session);
    const refreshTokenId = await refreshTokens.issue(tx, { sessionId, userId, now, ttlMs });
    await outbox.record(
      tx,
      'session.started',
      {
        userId,
        sessionId,
        isNewDevice: isNewDevice && !isFirst,
        device: session.device.name,
        ...(session.place && { place: session.place }),
      },
      { actor: actorOf(user) },
    );
    return { userId, sessionId, refreshTokenId, scope, kind };
  };

const makeTokensOf =
  ({ clock, tokens, refreshTokens, ttl }: SessionDeps): SessionService['tokensOf'] =>
  async ({ userId, sessionId, refreshTokenId, scope, kind }) => ({
    token: signAccessToken(
      { sub: userId, sid: sessionId, typ: 'access', scope },
      { now: clock.now(), ttlMs: kind === 'password' ? ttl.accessTtlPasswordMs : ttl.accessTtlPhoneMs },
      tokens,
    ),
    refreshToken: await refreshTokens.textOf(refreshTokenId),
  });

type End = SessionService['end'];

function makeEnd({ clock, outbox, forget }: SessionDeps & Pick<SessionService, 'forget'>): End {
  const endIn = async (tx: Tx, { by = systemActor, ...filter }: EndSessions): Promise<Id[]> => {
    const { userId, reason } = filter;
    const sessionIds = await endSessions(tx, filter, clock.now());
    if (sessionIds.length > 0) {
      await outbox.record(tx, 'session.ended', { userId, sessionIds, reason }, { actor: by });
      afterCommit(tx, () => sessionIds.forEach(forget));
    }
    return sessionIds;
  };
  return ({ tx, ...given }) => (tx ? endIn(tx, given) : inTransaction((own) => endIn(own, given)));
}

function makeRefresh({
  clock,
  outbox,
  refreshTokens,
  ttl,
  end,
}: SessionDeps & { end: End }): SessionService['refresh'] {
  const stop = async (tx: Tx, { userId, sessionId }: { userId: Id; sessionId: Id }): Promise<undefined> => {
    const ended = await end({ tx, userId, sessionIds: [sessionId], reason: 'refreshReuse' });
    if (ended.length > 0) {
      await outbox.record(tx, 'refresh.reused', { userId, sessionId }, { actor: systemActor });
    }
    return undefined;
  };
  return async (text) => {
    const known = await refreshTokens.find(text);
    const now = clock.now();
    if (!known || known.expiresAt <= now) {
      throw new Unauthenticated('auth.refreshInvalid');
    }
    const [sessionId, userId] = [idOf(known.sessionId), idOf(known.userId)];
    const opened = await inTransaction(async (tx): Promise<OpenedSession | undefined> => {
      if (!(await refreshTokens.use(tx, idOf(known), now))) {
        return stop(tx, { userId, sessionId });
      }
      const session = await renewSession(tx, sessionId, { now, ttlMs: ttl.refreshTtlMs });
      if (!session) {
        return undefined;
      }
      const refreshTokenId = await refreshTokens.issue(tx, {
        sessionId,
        userId,
        now,
        ttlMs: ttl.refreshTtlMs,
      });
      return { userId, sessionId, refreshTokenId, scope: session.scope, kind: session.kind };
    });
    if (!opened) {
      throw new Unauthenticated('auth.refreshInvalid');
    }
    return opened;
  };
}
