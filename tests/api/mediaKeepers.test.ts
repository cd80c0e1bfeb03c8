import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findMediaFaults } from '../../scripts/checks/media';
import { MediaModel } from '../../src/models/media.model';
import { MediaUsageModel } from '../../src/models/mediaUsage.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { makeCloudinaryMedia } from '../../src/services/providers/media/cloudinary';
import type { MediaProvider } from '../../src/services/providers/media/provider';
import { makeClamd } from '../../src/services/providers/scan/clamd';
import type { VirusScanner } from '../../src/services/providers/scan/provider';
import { hours, minutes } from '../../src/utils/clock';
import { aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { startClamdServer, VIRUS, type ClamdServer } from '../support/clamdServer';
import { CLOUD } from '../support/cloudinaryAccount';
import { cloudinaryUrl, startCloudinaryServer, type CloudinaryServer } from '../support/cloudinaryServer';
import { aJpeg, aPng, HTML, PDF } from '../support/pictures';

let cloud: CloudinaryServer;
let daemon: ClamdServer;
let keeper: MediaProvider;
let scanner: VirusScanner;

/** Both servers get their ports only when they listen: what the app holds leads to them. */
const media = new Proxy({} as MediaProvider, { get: (_, name) => Reflect.get(keeper, name) as unknown });
const app = startTestApp({
  media,
  scanner: { name: 'clamd', scan: (path) => scanner.scan(path), state: () => scanner.state() },
});

beforeAll(async () => {
  cloud = await startCloudinaryServer(() => app.clock.now());
  process.env['CLOUDINARY_URL'] = cloudinaryUrl(cloud);
  daemon = await startClamdServer();
  keeper = makeCloudinaryMedia({
    ...CLOUD,
    clock: app.clock,
    tag: 'craftworks-0',
    apiUrl: cloud.url,
    deliveryUrl: cloud.url,
    timeoutMs: 5_000,
  });
  scanner = makeClamd({ address: { host: '127.0.0.1', port: daemon.port }, timeoutMs: 5_000 });
});
afterEach(() => {
  cloud.held.clear();
  cloud.moods.length = 0;
  daemon.moods.length = 0;
});
afterAll(async () => {
  delete process.env['CLOUDINARY_URL'];
  await cloud.close();
  await daemon.close();
});

const give = (who: MadeUser, bytes: Buffer, purpose = 'jobPhoto') =>
  who.as.post('/api/uploads').field('purpose', purpose).attach('file', bytes, 'a.jpg');
const setPicture = (who: MadeUser, bytes: Buffer) =>
  who.as.put('/api/users/me').field('firstName', 'Mouna').attach('profilePicture', bytes, 'me.png');
const tempFiles = (): string[] => readdirSync(join(app.container.config.dataDir, 'uploads'));

/** Nothing of it anywhere, once what was begun has been taken back. */
async function expectNothingKept(): Promise<void> {
  await app.drainOutbox();
  const counts = await MediaUsageModel.find().lean();
  expect([cloud.held.size, await MediaModel.countDocuments(), tempFiles()]).toEqual([0, 0, []]);
  expect(counts.map(({ bytes, files }) => [bytes, files])).toEqual(counts.map(() => [0, 0]));
  expect(await findMediaFaults()).toEqual([]);
}

describe('files at Cloudinary', () => {
  it('are profile pictures in their folder, and the old one goes when another comes', async () => {
    const mona = await aUser(app);

    const first = (await setPicture(mona, await aPng())).body.data.profilePicture as string;
    const second = (await setPicture(mona, await aPng({ width: 90 }))).body.data.profilePicture as string;
    await app.drainOutbox();

    expect(first).toContain('/image/upload/c_fill,h_400,w_400/q_auto/v1/profile-images/cl-');
    expect([...cloud.held.values()].map(({ publicId }) => second.includes(publicId))).toEqual([true]);
    expect([(await fetch(first)).status, (await fetch(second)).status]).toEqual([404, 200]);
    expect((await app.http.get(`/media/${keeper.keyOf(second)}`)).status).toBe(404);
  });

  it('may be named by their address there, and by nobody else’s', async () => {
    const mona = await aUser(app);
    const { url } = (await give(mona, await aPng(), 'avatar')).body.data;

    const named = await mona.as.patch('/api/users/me').send({ profilePicture: url });
    const foreign = await mona.as
      .patch('/api/users/me')
      .send({ profilePicture: url.replace(CLOUD.cloudName, 'somebody-else') });

    expect([named.status, named.body.data.profilePicture]).toEqual([200, url]);
    expect([foreign.status, foreign.body.code]).toEqual([400, 'media.notUsable']);
  });

  it('that are private are seen for five minutes', async () => {
    const mona = await aUser(app);
    const { url } = (await give(mona, PDF, 'evidence')).body.data;

    const inTime = await fetch(url);
    app.clock.advance(minutes(5) + 1_000);
    const late = await fetch(url);

    expect([Buffer.from(await inTime.arrayBuffer()), late.status]).toEqual([PDF, 401]);
  });

  it('are none when it is away: 502, and neither a row nor room nor a byte stays', async () => {
    const mona = await aUser(app);
    cloud.moods.push({ status: 503 });

    const answer = await give(mona, await aPng());

    expect([answer.status, answer.body.code]).toEqual([502, 'provider.failed']);
    expect(JSON.stringify(answer.body)).not.toContain(CLOUD.apiSecret);
    await expectNothingKept();
    expect(JSON.stringify(app.logger.lines)).not.toContain(CLOUD.apiSecret);
  });

  it('are none of several when it takes only some, and the rest of the form has no effect', async () => {
    const mona = await aUser(app);
    cloud.moods.push({ status: 500 });
    const several = mona.as.post('/api/uploads');
    for (let index = 0; index < 4; index += 1) {
      void several.attach('files', await aPng({ width: 20 + index }), `${index}.png`);
    }

    const answer = await several;
    cloud.moods.push({ status: 500 });
    const picture = await setPicture(mona, await aPng());

    expect([answer.status, picture.status]).toEqual([502, 502]);
    expect((await mona.as.get('/api/users/me')).body.data).toMatchObject({
      firstName: 'Mona',
      profilePicture: null,
    });
    await expectNothingKept();
  });

  it('are taken when the same request comes again with its key, after it was away', async () => {
    const mona = await aUser(app);
    const bytes = await aPng();
    cloud.moods.push({ status: 500 });

    const first = await give(mona, bytes).set('Idempotency-Key', 'photo');
    const again = await give(mona, bytes).set('Idempotency-Key', 'photo');
    const third = await give(mona, bytes).set('Idempotency-Key', 'photo');
    await app.drainOutbox();

    expect([first.status, again.status, third.body.data.id]).toEqual([502, 201, again.body.data.id]);
    expect([await MediaModel.countDocuments(), cloud.held.size]).toEqual([1, 1]);
    expect(await findMediaFaults()).toEqual([]);
  });

  it('go as soon as it is back when it was away at their removal', async () => {
    const mona = await aUser(app);
    await setPicture(mona, await aPng());
    await mona.as.delete('/api/users/me/profile-picture');
    cloud.moods.push({ status: 503 });

    await app.container.dispatcher.processAll();
    const waiting = [cloud.held.size, (await MediaUsageModel.findOne().lean())?.files];
    app.clock.advance(hours(1));
    await expectNothingKept();

    expect(waiting).toEqual([1, 1]);
    expect(await OutboxRowModel.countDocuments({ event: 'media.removed', state: 'dead' })).toBe(0);
  });
});

describe('files with a virus', () => {
  const infected = (): Buffer => Buffer.concat([PDF, Buffer.from(VIRUS)]);

  it('are refused wherever they are sent, and nothing of them or of what came with them stays', async () => {
    const mona = await aUser(app);

    const alone = await give(mona, infected(), 'document');
    const amongOthers = await mona.as
      .post('/api/uploads')
      .field('purpose', 'document')
      .attach('files', PDF, 'a.pdf')
      .attach('files', infected(), 'b.pdf');
    const picture = await setPicture(mona, Buffer.concat([await aJpeg(), Buffer.from(VIRUS)]));

    const answers = [alone, amongOthers, picture];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [400, 'media.infected']),
    );
    expect((await mona.as.get('/api/users/me')).body.data.firstName).toBe('Mona');
    expect(JSON.stringify(alone.body)).not.toContain('UNOFFICIAL');
    await expectNothingKept();
  });

  it('are not taken unseen when the scanner is away: 503, and the health says so until it is back', async () => {
    const mona = await aUser(app);
    const health = async () => (await app.http.get('/health/ready')).body.data?.media as unknown;
    app.container.health.opened();
    daemon.moods.push({ hangUp: 'atOnce' });

    const away = await give(mona, PDF, 'document');
    const healthThen = await health();
    const back = await give(mona, PDF, 'document');

    expect([away.status, away.body.code, away.headers['retry-after']]).toEqual([
      503,
      'media.scanUnavailable',
      '10',
    ]);
    expect(back.status).toBe(201);
    expect([healthThen, await health()]).toEqual([
      { keptBy: 'cloudinary', virusScan: 'away' },
      { keptBy: 'cloudinary', virusScan: 'on' },
    ]);
  });

  it('are not looked for in what is refused at sight', async () => {
    const mona = await aUser(app);
    const before = daemon.files.length;

    const answer = await give(mona, HTML);

    expect([answer.status, daemon.files.length - before]).toEqual([415, 0]);
  });
});
