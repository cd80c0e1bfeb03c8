import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotificationModel } from '../../src/models/notification.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { UserEventModel } from '../../src/models/userEvent.model';
import { makeFcmPush } from '../../src/services/providers/push/fcm';
import type { PushProvider } from '../../src/services/providers/push/provider';
import { minutes } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import { aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { shareDatabase } from '../helpers/database';
import { AWAY, fcmProblem, startFcmServer, UNREGISTERED, type FcmServer } from '../support/fcmServer';

let server: FcmServer;
let carrier: PushProvider;
const push: PushProvider = { name: 'fcm', send: (message) => carrier.send(message) };
const app = startTestApp({ push });

beforeEach(async () => {
  server = await startFcmServer();
  carrier = makeFcmPush(server);
});
afterEach(() => server.close());

const withDevices = async (...tokens: string[]): Promise<MadeUser> => {
  const made = await aUser(app);
  for (const token of tokens) {
    await made.as.post('/api/users/me/devices').send({ token, platform: 'android' });
  }
  return made;
};

/** Money reached somebody: the n-th time, as the amount says. */
const paid = ({ id: userId }: MadeUser, nth: number): Promise<void> =>
  inTransaction((tx) =>
    app.container.outbox.record(
      tx,
      'withdrawal.paid',
      {
        withdrawalId: newId().toHexString(),
        userId,
        amountMinor: nth * 100,
        currency: 'EGP',
        gateway: 'manual',
      },
      { actor: systemActor },
    ),
  );

/** Which payments a device was told of, in order. */
const toldTo = (token: string): number[] =>
  server.taken
    .filter((sent) => sent.token === token)
    .map(({ notification }) => Number(/(\d+)\.00/.exec(notification.body)?.[1]));

const waiting = (): Promise<number> => OutboxRowModel.countDocuments({ state: { $ne: 'done' } });

/** Minutes between two looks. */
const STEP = 2;

describe('while FCM is down for an hour', () => {
  const hourOf = async (mood: FcmServer['mood'], work: (minute: number) => Promise<void>) => {
    server.mood = mood;
    for (let minute = 0; minute < 60; minute += STEP) {
      await work(minute);
      await app.drainOutbox(); // fails when a delivery does: patience is no failure
      app.clock.advance(minutes(STEP));
    }
  };

  it.each([
    ['503 with a time', () => ({ ...AWAY, headers: { 'retry-after': '120' } })],
    ['429', () => fcmProblem(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED')],
  ])('nothing is lost, each keeps his order, and each device gets each once (%s)', async (_what, mood) => {
    const [mona, karim] = [await withDevices('mona-phone', 'mona-tablet'), await withDevices('karim-phone')];

    await hourOf(mood, async (minute) => {
      if (minute % 10 === 0) {
        await paid(mona, minute + 1);
        await paid(karim, minute + 1);
      }
    });
    const [before, asked] = [server.taken.length, server.calls()];
    server.mood = () => undefined;
    for (let minute = 0; minute < 10; minute += STEP) {
      await app.drainOutbox();
      app.clock.advance(minutes(STEP));
    }

    const all = [1, 11, 21, 31, 41, 51];
    expect([toldTo('mona-phone'), toldTo('mona-tablet'), toldTo('karim-phone')]).toEqual([all, all, all]);
    expect(before).toBe(0);
    // The longer it is away, the less often it is asked: not every minute by every event.
    expect(asked).toBeLessThan(100);
    expect(await waiting()).toBe(0);
    expect(await NotificationModel.countDocuments()).toBe(12);
  });

  it('a device that was reached before is not told again, and one that died meanwhile keeps nobody waiting', async () => {
    const mona = await withDevices('first-phone', 'first-tablet', 'old-phone');

    await hourOf(
      (token) => (token === 'first-tablet' ? AWAY : undefined),
      (minute) => (minute === 0 ? paid(mona, 7) : Promise.resolve()),
    );
    server.mood = (token) => (token === 'old-phone' ? UNREGISTERED : undefined);
    app.clock.advance(minutes(5));
    await app.drainOutbox();

    expect([toldTo('first-phone'), toldTo('first-tablet'), toldTo('old-phone')]).toEqual([[7], [7], [7]]);
    expect(await waiting()).toBe(0);
  });
});

describe('a process that is killed while it hands pushes over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'craftworks-push-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const startProcess = (): ChildProcess => {
    const { projectId, clientEmail, privateKey, tokenUrl, port } = server;
    const options = JSON.stringify({ projectId, clientEmail, privateKey, tokenUrl });
    const script = join(__dirname, '../support/pushProcess.ts');
    const args = ['--require', 'tsx/cjs', script, shareDatabase(), folder, options, String(port)];
    return spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  };

  it('leaves each event with at most one push, in order, and exactly one in the log of each', async () => {
    const [mona, karim] = [await withDevices('mona-phone'), await withDevices('karim-phone')];
    app.clock.set(new Date(Date.now() - minutes(1)));
    for (let nth = 1; nth <= 6; nth += 1) {
      await paid(mona, nth);
      await paid(karim, nth);
      app.clock.advance(100);
    }
    let calls = 0;
    server.mood = () => {
      calls += 1;
      if (calls === 5) {
        child.kill('SIGKILL');
      }
      // FCM has taken it, and nobody is there to hear so.
      return calls >= 5 ? { silent: 'after' } : undefined;
    };
    const child = startProcess();
    await once(child, 'exit');

    server.mood = () => undefined;
    app.clock.set(new Date(Date.now() + minutes(5)));
    await app.drainOutbox();

    for (const told of [toldTo('mona-phone'), toldTo('karim-phone')]) {
      expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
      // The one under way when the process died may never have been sent.
      expect(told.length).toBeGreaterThanOrEqual(5);
    }
    expect(await waiting()).toBe(0);
    expect(await NotificationModel.countDocuments()).toBe(12);
    expect(await UserEventModel.countDocuments({ name: 'notification' })).toBe(12);
  });
});
