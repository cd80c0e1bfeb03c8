import { DevMessageModel, type DevMessage } from '../../src/models/devMessage.model';
import { NotificationModel, type Notification } from '../../src/models/notification.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { UserEventModel } from '../../src/models/userEvent.model';
import { UserModel } from '../../src/models/user.model';
import { makeChannels } from '../../src/services/notices/channels';
import { makeNotice } from '../../src/services/notices/notice';
import type { EventMap } from '../../src/services/outbox/events';
import { makeDispatcher, type Dispatcher } from '../../src/services/outbox/dispatcher';
import { makeOn, type HandlerMap } from '../../src/services/outbox/on';
import { makeOutbox } from '../../src/services/outbox/outbox.service';
import { makeLocalPush } from '../../src/services/providers/push/local';
import type { Mailer } from '../../src/services/providers/mail/provider';
import type { NoticeDeps } from '../../src/services/notices/notice';
import { hours, seconds } from '../../src/utils/clock';
import { UpstreamError } from '../../src/utils/errors';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import { aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const mails = (): Promise<DevMessage[]> =>
  DevMessageModel.find().sort({ at: 1, _id: 1 }).lean<DevMessage[]>().exec();
const notifications = (): Promise<Notification[]> =>
  NotificationModel.find().sort({ at: 1, _id: 1 }).lean<Notification[]>().exec();

/** Something happened, and all who must hear of it have heard. */
async function happened<E extends keyof EventMap>(event: E, data: EventMap[E]): Promise<void> {
  await inTransaction((tx) => app.container.outbox.record(tx, event, data, { actor: systemActor }));
  await app.drainOutbox();
}

const tokenFor = (user: MadeUser, purpose: 'resetPassword' | 'verifyEmail' | 'changeEmail' | 'undoEmail') =>
  inTransaction((tx) =>
    app.container.oneTimeTokens.issue(tx, { purpose, userId: user.id, email: user.user.email ?? '' }),
  );

describe('a sign-in on a new device', () => {
  const started = (user: MadeUser, isNewDevice: boolean): EventMap['session.started'] => ({
    userId: user.id,
    sessionId: user.sessionId,
    isNewDevice,
    device: 'Firefox on Linux',
    place: '10.1.2.0/24',
  });

  it('is told in the app, on the socket and by mail, in the receiver’s language', async () => {
    const mona = await aUser(app, { locale: 'ar', firstName: 'منى', email: 'mona@example.org' });

    await happened('session.started', started(mona, true));

    expect(await notifications()).toMatchObject([
      {
        type: 'security',
        name: 'newDevice',
        title: 'تسجيل دخول جديد إلى حسابك',
        message: expect.stringContaining('Firefox on Linux'),
        data: { sessionId: mona.sessionId },
        read: false,
      },
    ]);
    expect(await UserEventModel.find().lean()).toMatchObject([{ seq: 1, name: 'notification' }]);
    const [mail] = await mails();
    expect(mail).toMatchObject({
      to: 'mona@example.org',
      subject: 'تسجيل دخول جديد إلى حسابك',
      channel: 'email',
    });
    expect(mail?.html).toContain('dir="rtl"');
    expect(mail?.text).toContain('الشبكة: 10.1.2.0/24');
  });

  it('that is known is not told', async () => {
    await happened('session.started', started(await aUser(app), false));

    expect([await notifications(), await mails()]).toEqual([[], []]);
  });

  it('is told whatever the preferences and however late it is', async () => {
    const mona = await aUser(app, {
      preferences: { channels: { email: false }, quietHours: { from: '00:00', to: '23:59' } },
    });

    await happened('session.started', started(mona, true));

    expect(await mails()).toHaveLength(1);
  });
});

describe('letters with a link', () => {
  it('carry the link that the token’s id stands for, and no stored row carries it', async () => {
    const mona = await aUser(app);
    const tokenId = await tokenFor(mona, 'resetPassword');

    await happened('password.resetRequested', { userId: mona.id, tokenId });

    const link = await app.container.oneTimeTokens.linkOf(tokenId);
    expect((await mails())[0]?.text).toContain(String(link));
    expect(JSON.stringify(await OutboxRowModel.find().lean())).not.toContain(String(link).split('.').at(-1));
    expect(await notifications()).toEqual([]);
  });

  it('are not sent once the link is too old', async () => {
    const mona = await aUser(app);
    const tokenId = await tokenFor(mona, 'resetPassword');
    app.clock.advance(hours(2));

    await happened('password.resetRequested', { userId: mona.id, tokenId });

    expect(await mails()).toEqual([]);
  });

  it('of a change of e-mail go to the new address without the owner’s name; the present one is warned', async () => {
    const mona = await aUser(app, { email: 'mona@example.org', firstName: 'Mona' });
    const tokenId = await tokenFor(mona, 'changeEmail');

    await happened('email.changeRequested', { userId: mona.id, tokenId, to: 'new@example.org' });

    const sent = await mails();
    const [toNew] = sent.filter(({ to }) => to === 'new@example.org');
    const [toOld] = sent.filter(({ to }) => to === 'mona@example.org');
    expect(sent).toHaveLength(2);
    expect(toNew?.text).toContain('/verify-email?token=');
    expect(toNew?.text).not.toContain('Mona');
    expect(toOld?.text).toContain('New address: new@example.org');
    expect(toOld?.text).not.toContain('token=');
  });

  it('tell the old address how to undo a change', async () => {
    const mona = await aUser(app, { email: 'new@example.org' });
    const undoTokenId = await tokenFor(mona, 'undoEmail');

    await happened('email.changed', {
      userId: mona.id,
      from: 'old@example.org',
      to: 'new@example.org',
      undoTokenId,
    });

    const sent = await mails();
    expect(sent.map(({ to }) => to)).toEqual(['old@example.org']);
    expect(sent[0]?.text).toContain('/undo-change?token=');
    expect(await notifications()).toMatchObject([{ name: 'emailChanged' }]);
  });
});

describe('security notices', () => {
  it.each([
    ['password.changed', { how: 'change' }, 'passwordChanged', 'Your password was changed'],
    ['password.changed', { how: 'reset' }, 'passwordReset', 'Your password was reset'],
    ['refresh.reused', { sessionId: 's1' }, 'refreshReused', 'A sign-in was stopped'],
    ['email.changeUndone', {}, 'emailChangeUndone', 'The change of your e-mail was undone'],
    ['totp.enabled', {}, 'totpEnabled', 'Two-step sign-in is on'],
    ['totp.disabled', {}, 'totpDisabled', 'Two-step sign-in is off'],
  ] as const)('tell of %s %j', async (...[event, facts, name, subject]) => {
    const mona = await aUser(app);

    await happened(event, { userId: mona.id, ...facts });

    expect(await notifications()).toMatchObject([{ name, type: 'security', title: subject }]);
    expect(await mails()).toMatchObject([{ subject, to: mona.user.email }]);
  });

  it('go to the app alone when the account has no e-mail', async () => {
    const mona = await aUser(app, { email: undefined, emailKey: undefined });

    await happened('totp.enabled', { userId: mona.id });

    expect(await notifications()).toHaveLength(1);
    expect(await mails()).toEqual([]);
  });

  it('of an account that is gone go nowhere', async () => {
    const mona = await aUser(app);
    await UserModel.deleteOne({ _id: mona.user._id });

    await happened('totp.enabled', { userId: mona.id });

    expect([await notifications(), await mails()]).toEqual([[], []]);
  });

  it('delivered again change nothing', async () => {
    const mona = await aUser(app);
    await happened('totp.enabled', { userId: mona.id });

    await OutboxRowModel.collection.updateMany({}, { $set: { state: 'pending', attempts: 0 } });
    await app.drainOutbox();

    expect(await notifications()).toHaveLength(1);
    expect(await mails()).toHaveLength(1);
    expect(await UserEventModel.countDocuments()).toBe(1);
  });
});

describe('other notices', () => {
  interface Events {
    'kettle.boiled': { userIds: string[] };
  }
  const { notice } = makeNotice<Events, NoticeDeps>(makeOn<Events, NoticeDeps>());
  const handlers: HandlerMap<Events, NoticeDeps> = {
    'kettle.boiled': notice('kettle.boiled', {
      name: 'unbanned',
      type: 'status',
      to: ({ userIds }) => userIds,
      channels: ['in-app', 'mail'],
    }),
  };
  const boiled = async (dispatcher: Dispatcher, ...users: MadeUser[]): Promise<void> => {
    const outbox = makeOutbox({ clock: app.clock, handlers });
    const userIds = users.map(({ id }) => id);
    await inTransaction((tx) => outbox.record(tx, 'kettle.boiled', { userIds }, { actor: systemActor }));
    await dispatcher.processAll();
  };
  const mailer = (): Mailer => ({
    send: async ({ to, subject, idempotencyKey }) => {
      await app.container.inbox.add({ channel: 'email', to, subject, text: subject, idempotencyKey });
    },
  });
  const aDispatcher = (carrier: Mailer = mailer()): Dispatcher => {
    const { clock, logger, container } = app;
    const notices = makeChannels({
      clock,
      notifications: container.notifications,
      mailer: carrier,
      devices: container.devices,
      push: makeLocalPush(container.inbox),
      isConnected: () => false,
      unsubscribing: container.unsubscribing,
      links: container.oneTimeTokens,
      timeZone: () => Promise.resolve('Africa/Cairo'),
      appUrl: 'https://app.example.org',
    });
    return makeDispatcher({ clock, logger, handlers, deps: { notices }, instanceId: 'one' });
  };

  it('have the words of the app in the mail, to each receiver', async () => {
    const [mona, adel] = [await aUser(app), await aUser(app, { locale: 'ar' })];

    await boiled(aDispatcher(), mona, adel);

    const said = (await mails()).map(({ to, subject }) => [to, subject]);
    expect(new Map(said as [string, string][])).toEqual(
      new Map([
        [mona.user.email, 'Your account is open again'],
        [adel.user.email, 'حسابك متاح من جديد'],
      ]),
    );
    expect(said).toHaveLength(2);
    expect(await notifications()).toHaveLength(2);
  });

  it('respect the wish for no mails, never in the app', async () => {
    const mona = await aUser(app, { preferences: { channels: { email: false } } });

    await boiled(aDispatcher(), mona);

    expect(await notifications()).toHaveLength(1);
    expect(await mails()).toEqual([]);
  });

  it('wait for the end of the receiver’s quiet hours, also when the server starts anew; others get theirs at once and once', async () => {
    const quiet = await aUser(app, { preferences: { quietHours: { from: '22:00', to: '07:00' } } });
    const awake = await aUser(app);
    app.clock.set(new Date('2026-03-02T21:30:00.000Z')); // 23:30 in Cairo
    const dispatcher = aDispatcher();

    await boiled(dispatcher, quiet, awake);
    const atNight = await mails();
    app.clock.set(new Date('2026-03-03T04:59:59.000Z'));
    await dispatcher.processAll();
    const before = await mails();
    app.clock.set(new Date('2026-03-03T05:00:00.000Z'));
    await aDispatcher().processAll();

    expect(atNight.map(({ to }) => to)).toEqual([awake.user.email]);
    expect(before).toHaveLength(1);
    expect((await mails()).map(({ to }) => to)).toEqual([awake.user.email, quiet.user.email]);
    expect(await notifications()).toHaveLength(2);
  });

  it('wait as long as the provider asks, without using up a try', async () => {
    const answers = [
      () => Promise.reject(new UpstreamError('provider.failed', { retryAfterSeconds: 30 })),
      () => Promise.resolve(),
    ];
    const dispatcher = aDispatcher({ send: () => (answers.shift() ?? (() => Promise.resolve()))() });

    await boiled(dispatcher, await aUser(app));
    const waiting = await OutboxRowModel.findOne({ handler: 'unbanned.mail' }).lean();
    app.clock.advance(seconds(30));
    await dispatcher.processAll();

    expect(waiting).toMatchObject({ state: 'pending', attempts: 0 });
    expect(await OutboxRowModel.findOne({ handler: 'unbanned.mail' }).lean()).toMatchObject({
      state: 'done',
    });
  });

  it('whose mail fails are told in the app all the same', async () => {
    const dispatcher = aDispatcher({ send: () => Promise.reject(new UpstreamError('provider.failed')) });

    await boiled(dispatcher, await aUser(app));

    expect(await notifications()).toHaveLength(1);
    expect(await OutboxRowModel.findOne({ handler: 'unbanned.mail' }).lean()).toMatchObject({
      state: 'pending',
      attempts: 1,
    });
  });
});
