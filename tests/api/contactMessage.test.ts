import { ActivityModel } from '../../src/models/activity.model';
import { ContactMessageModel, type ContactMessage } from '../../src/models/contactMessage.model';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { makeContactMessageService } from '../../src/services/contactMessage.service';
import { hours, minutes } from '../../src/utils/clock';
import { UpstreamError } from '../../src/utils/errors';
import { aClient, aModerator, anAdmin } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';

const app = startTestApp({ env: { CONTACT_EMAIL: 'team@example.org' } });

const message = { name: 'John Doe', email: 'john@example.com', message: 'Hello, I have a question.' };
const send = (body: object, more: Readonly<Record<string, string>> = {}) =>
  app.http.post('/api/send-email').set(more).send(body);
const stored = (): Promise<ContactMessage[]> => ContactMessageModel.find({}).lean<ContactMessage[]>().exec();
const mails = () => DevMessageModel.find({ to: 'team@example.org' }).lean().exec();
/** The next mails do not leave: refused, or without an end. */
const mailFails = (how: () => Promise<void>) =>
  jest.spyOn(app.container.mailer, 'send').mockImplementation(how);
const refuse = (): Promise<void> => Promise.reject(new UpstreamError('provider.failed'));

describe('POST /send-email', () => {
  it('keeps the message, mails it to the team and says so in the words of the requirements', async () => {
    const answer = await send(message);
    await app.drainOutbox();

    const [kept] = await stored();
    expect([answer.status, answer.body.message]).toEqual([200, 'Email sent successfully.']);
    expect(kept).toMatchObject({ ...message, status: 'Sent', isWaiting: false, tries: 1 });
    expect(answer.body.data.id).toBe(kept?._id.toHexString());
    const [mail] = await mails();
    expect(mail?.subject).toBe('Contact form: John Doe');
    expect(mail?.text).toContain('Hello, I have a question.');
    expect(mail?.text).toContain('john@example.com');
    const actions = await ActivityModel.find({ 'target.type': 'contactMessage' }).distinct('action');
    expect(actions.sort()).toEqual(['contactMessage.received', 'contactMessage.sent']);
  });

  it('says in one sentence that something is missing, also in Arabic', async () => {
    const answers = [
      await send({}),
      await send({ ...message, name: '' }),
      await send({ ...message, email: undefined }),
      await send({ ...message, message: '   ' }),
    ];
    const arabic = await send({}, { 'Accept-Language': 'ar' });

    for (const { status, body } of answers.slice(0, 3)) {
      expect([status, body.message]).toEqual([400, 'Name, email, and message are required.']);
    }
    expect(answers[3]?.status).toBe(400);
    expect(arabic.body.message).toBe('الاسم والبريد الإلكتروني والرسالة مطلوبة.');
    expect(await stored()).toEqual([]);
  });

  it('lets nobody write headers: line breaks in name and address are refused, others stay text', async () => {
    const answers = [
      await send({ ...message, name: 'John\r\nBcc: all@example.com' }),
      await send({ ...message, email: 'john@example.com\r\nBcc: all@example.com' }),
      await send({ ...message, email: { $gt: '' } }),
    ];
    const harmless = await send({
      ...message,
      message: 'Hi\r\nBcc: all@example.com\n<script>alert(1)</script>',
    });

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(harmless.status).toBe(200);
    const [mail] = await DevMessageModel.find({}).lean();
    expect([mail?.to, mail?.subject]).toEqual(['team@example.org', 'Contact form: John Doe']);
    expect(mail?.html).not.toContain('<script>');
  });

  it('is five an hour for one address', async () => {
    const answers = [];
    for (let sent = 0; sent < 6; sent += 1) {
      answers.push(await send(message));
    }

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await stored()).toHaveLength(5);
  });

  it('is one message when it is sent twice with one key', async () => {
    const key = { 'Idempotency-Key': 'contact-1' };

    const answers = [await send(message, key), await send(message, key)];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await stored()).toHaveLength(1);
    expect(await mails()).toHaveLength(1);
  });
});

describe('a mail that does not leave', () => {
  it('is 502 in the words of the requirements, waits in the inbox and is tried again by itself', async () => {
    const staff = await aModerator(app);
    const failing = mailFails(refuse);
    const answer = await send(message);
    const inbox = await staff.as.get('/api/admin/inbox');
    app.clock.advance(minutes(1));
    await app.container.contactMessages.retryDue(10);
    const [failed] = await stored();
    failing.mockRestore();
    app.clock.advance(minutes(5));
    await app.container.contactMessages.retryDue(10);
    await app.container.contactMessages.retryDue(10);

    expect([answer.status, answer.body.message]).toEqual([502, 'Failed to send email.']);
    expect(inbox.body.data.counts.contactMessage).toBe(1);
    expect(failed).toMatchObject({ status: 'Failed', tries: 2, isWaiting: true });
    expect(await stored()).toMatchObject([{ status: 'Sent', tries: 3, isWaiting: false }]);
    expect(await mails()).toHaveLength(1);
    const after = await (await again(app, staff)).get('/api/admin/inbox');
    expect(after.body.data.counts.contactMessage).toBe(0);
  });

  it('is waited for no longer than the request may take, and waits then', async () => {
    const never = { send: () => new Promise<void>(() => undefined) };
    const deps = { ...app.container, mailer: never, contactEmail: 'team@example.org', sendMs: 20 };
    const contactMessages = makeContactMessageService(deps);

    const work = contactMessages.submit(undefined, { ...message, locale: 'en' });

    await expect(work).rejects.toMatchObject({ code: 'contactMessage.notSent', status: 502 });
    expect(await stored()).toMatchObject([{ status: 'Failed', tries: 1, isWaiting: true }]);
  });

  it('is given up by itself after a day; staff sends it again or closes it', async () => {
    const [staff, admin] = [await aModerator(app), await anAdmin(app)];
    const failing = mailFails(refuse);
    await send(message);
    for (let hour = 0; hour < 30; hour += 1) {
      app.clock.advance(hours(1));
      await app.container.contactMessages.retryDue(10);
    }
    const [kept] = await stored();
    const path = `/api/admin/contact-messages/${kept?._id.toHexString() ?? ''}`;
    const as = await again(app, staff);
    const refused = await as.post(`${path}/resend`);
    failing.mockRestore();

    const sent = await as.post(`${path}/resend`);
    const listed = await as.get('/api/admin/contact-messages?status=Sent');
    const closed = await (await again(app, admin)).post(`${path}/close`);
    const late = await as.post(`${path}/resend`);

    expect([kept?.nextTryAt, kept?.tries, kept?.isWaiting]).toEqual([undefined, 8, true]);
    expect([refused.status, sent.status, closed.status, late.status]).toEqual([502, 200, 200, 409]);
    expect(listed.body.data).toMatchObject([{ ...message, status: 'Sent' }]);
    expect(closed.body.data.status).toBe('Closed');
  });
});

it('what came in is for staff', async () => {
  const client = await aClient(app);

  const answers = [
    await app.http.get('/api/admin/contact-messages'),
    await client.as.get('/api/admin/contact-messages'),
    await (await aModerator(app)).as.post('/api/admin/contact-messages/665f1c2ab8a1f0d4c3e2b1a0/close'),
  ];

  expect(answers.map(({ status }) => status)).toEqual([401, 403, 404]);
});
