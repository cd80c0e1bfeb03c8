import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import mongoose from 'mongoose';
import { reportLedger } from '../../scripts/checks/checkLedger';
import { reportErased } from '../../scripts/checks/erased';
import { reportEvidence } from '../../scripts/checks/evidence';
import { reportFeeCounts } from '../../scripts/checks/openFees';
import { reportOutbox } from '../../scripts/checks/outbox';
import { reportRatings } from '../../scripts/checks/ratings';
import { reportStatusHistories } from '../../scripts/checks/statusHistory';
import { writeBackup } from '../../scripts/local-mongo/backup/backup';
import type { FileEnd } from '../../scripts/local-mongo/backup/files';
import { restoreBackup } from '../../scripts/local-mongo/backup/restore';
import { DEMO_PASSWORD, demoAccounts } from '../../seeds/demoAccounts';
import { seedDemo } from '../../seeds/seed';
import { JobModel, type Job } from '../../src/models/job.model';
import { MediaModel } from '../../src/models/media.model';
import { makePasswordHasher } from '../../src/services/passwords/passwordHasher';
import { idOf } from '../../src/utils/ids';
import { aClient, aSession, PASSWORD } from '../factories/user';
import { aPayee } from '../factories/wallet';
import { startTestApp } from '../helpers/app';
import { accessTokenOf, clientWith, type SignedClient } from '../helpers/as';
import { memoryLogger } from '../helpers/logger';
import { aJpeg } from '../support/pictures';

const app = startTestApp();
const folder = mkdtempSync(join(tmpdir(), 'craftworks-restore-'));
const passwords = makePasswordHasher({ logger: memoryLogger(), cost: 4 });

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  return passwords.stop();
});

/** The demo, a quarrel with a picture, sealed payout details, somebody who has gone. */
async function aCompany() {
  await seedDemo({ passwords, say: () => undefined, now: app.clock.now() });
  const karim = await aPayee(app, 20_000);
  const job = await JobModel.findOne({ status: 'In Progress' }).orFail().lean();
  const client = await signedIn(job.clientId);
  const quarrel = { jobId: idOf(job), reason: 'poor_quality', description: 'The pipe still drips.' };
  const opened = await client.post('/api/disputes').send(quarrel);
  const { id } = (opened.body as { data: { id: string } }).data;
  const picture = await aJpeg();
  const shown = await client.post(`/api/disputes/${id}/evidence`).attach('photos', picture, 'drip.jpg');
  expect([opened.status, shown.status]).toEqual([201, 201]);
  const gone = await aClient(app);
  await gone.as.delete('/api/users/me').send({ password: PASSWORD });
  await app.drainOutbox();
  return { karim };
}

async function signedIn(userId: Job['clientId']): Promise<SignedClient> {
  const session = await aSession(app, { userId });
  return clientWith(app, accessTokenOf(app, { userId: idOf(userId), sessionId: idOf(session) }));
}

const database = () => {
  const { db } = mongoose.connection;
  if (!db) {
    throw new Error('not connected');
  }
  return db;
};

/** Everything that must hold over the stored data, as `npm run check:data` asks. */
const checks = async (): Promise<boolean[]> => [
  await reportLedger(),
  await reportFeeCounts(),
  await reportStatusHistories(),
  await reportRatings(),
  await reportEvidence(),
  await reportOutbox(app.clock.now()),
  await reportErased(app.clock.now()),
];

const sumsOf = (files: readonly FileEnd[]) => files.map(({ path, sha256 }) => `${path} ${sha256}`);

it('a company that was restored from its backup goes on: books proven, files there, people sign in', async () => {
  const { karim } = await aCompany();
  const media = join(app.container.config.dataDir, 'media');
  const [backup, elsewhere] = [join(folder, 'backup.bson.gz'), join(folder, 'media')];
  const [saved, restored]: [FileEnd[], FileEnd[]] = [[], []];

  const savedRows = await writeBackup(database(), backup, { filesDir: media, files: saved });
  for (const { name } of savedRows) {
    await database().collection(name).drop();
  }
  const rows = await restoreBackup(database(), backup, {
    force: false,
    filesDir: elsewhere,
    files: restored,
  });

  expect(rows).toEqual(savedRows);
  expect(await checks()).toEqual([true, true, true, true, true, true, true]);
  expect(saved.length).toBeGreaterThan(0);
  expect(sumsOf(restored)).toEqual(sumsOf(saved));
  const row = await MediaModel.findOne({ purpose: 'evidence' }).lean();
  expect(readFileSync(join(elsewhere, saved[0]?.path ?? '')).length).toBe(row?.sizeBytes);
  const { status } = await app.http
    .post('/api/auth/login')
    .send({ loginIdentifier: demoAccounts[0]?.email, password: DEMO_PASSWORD });
  expect(status).toBe(200);
  const details = await karim.as.get('/api/wallet/payout-details');
  expect(details.body.data).toMatchObject({ kind: 'bank', number: 'EG••••0002' });
});

it('neither rows nor files are touched when a file in the backup is damaged, or when files are there', async () => {
  const [source, target] = [join(folder, 'source'), join(folder, 'target')];
  const backup = join(folder, 'files.bson.gz');
  await mkdir(join(source, 'evidence', 'ab'), { recursive: true });
  await mkdir(join(target, 'evidence', 'ab'), { recursive: true });
  writeFileSync(join(source, 'evidence', 'ab', 'abcd.jpg'), 'a picture of the kitchen');
  await writeBackup(database(), backup, { filesDir: source });
  const bytes = gunzipSync(readFileSync(backup));
  const place = bytes.indexOf('kitchen');
  bytes.write('kitsch!', place);
  writeFileSync(join(folder, 'damaged'), gzipSync(bytes));
  const leading = Buffer.from(bytes);
  leading.write('../', leading.indexOf('evidence/ab/abcd.jpg'));
  writeFileSync(join(folder, 'leading'), gzipSync(leading));

  const into = (path: string, force: boolean) =>
    restoreBackup(database(), join(folder, path), { force, filesDir: target });

  await expect(into('damaged', true)).rejects.toThrow('differs: evidence/ab/abcd.jpg');
  await expect(into('leading', true)).rejects.toThrow('names a file that is none');
  writeFileSync(join(target, 'evidence', 'ab', 'other.jpg'), 'precious');
  await expect(into('files.bson.gz', false)).rejects.toThrow('not empty');
  expect(readFileSync(join(target, 'evidence', 'ab', 'other.jpg'), 'utf8')).toBe('precious');
});
