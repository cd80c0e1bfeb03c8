import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import mongoose, { type mongo } from 'mongoose';
import { ActivityModel } from '../../src/models/activity.model';
import { UserModel } from '../../src/models/user.model';
import { days, after } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { aPaidJob } from '../factories/paidJob';
import { aClient, aModerator, anAdmin } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const DATASETS = ['users', 'jobs', 'quotes', 'transactions', 'disputes', 'reviews', 'activity'];

/** The rows of a CSV text, read as RFC 4180 has it. */
function rowsOf(text: string): string[][] {
  const cells = [...text.replace(/^\ufeff/, '').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, cell = '', end] of cells) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') {
      rows.push([]);
    }
  }
  return rows.slice(0, -1);
}

const FORMULAS = ['=1+1', '+20', '-1', '@SUM(A1)', '\tx', '\rx', ' =1', '=HYPERLINK("http://x";"y")', '＝1'];

/** So many accounts, each with a page of text to make the file long. */
async function manyUsers(count: number): Promise<void> {
  const now = app.clock.now();
  const users = Array.from({ length: count }, (_, index) => ({
    _id: newId(),
    firstName: FORMULAS[index % FORMULAS.length] ?? '',
    lastName: 'أحمد, "the"\nplumber '.repeat(20),
    roles: ['client' as const],
    locale: 'en' as const,
    createdAt: after(now, -index),
    updatedAt: now,
  }));
  await UserModel.insertMany(users, { lean: true });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The commands that read users while something happens, which may look whether the reading was stopped. */
async function commandsDuring(work: (isKilled: () => boolean) => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const note = ({ commandName, command }: mongo.CommandStartedEvent): void => {
    if ([command['find'], command['collection'], command['killCursors']].includes('users')) {
      seen.push(commandName);
    }
  };
  const client = mongoose.connection.getClient();
  client.on('commandStarted', note);
  await work(() => seen.includes('killCursors'));
  client.off('commandStarted', note);
  return seen;
}

describe('GET /admin/export/users.csv', () => {
  it('streams every account; no text is a formula, and nothing secret leaves', async () => {
    await manyUsers(1_500);
    const admin = await anAdmin(app);

    const answer = await admin.as.get('/api/admin/export/users.csv');
    await app.drainOutbox();

    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="users.csv"');
    const [header = [], ...rows] = rowsOf(answer.text);
    expect(header.slice(0, 3)).toEqual(['id', 'createdAt', 'email']);
    expect(rows).toHaveLength(1_501);
    expect(rows.every(({ length }) => length === header.length)).toBe(true);
    expect(rows.flat().filter((cell) => /^\s*[=+\-@＝]|^[\t\r]/.test(cell))).toEqual([]);
    expect(rows.map((row) => row[header.indexOf('firstName')])).toContain("'=1+1");
    expect(rows.at(-1)?.[header.indexOf('lastName')]).toContain('أحمد, "the"\nplumber');
    expect(answer.text).not.toMatch(/\$2b\$|passwordHash|searchTerms/);
    const [line] = await ActivityModel.find({ action: 'data.exported' }).lean();
    expect(line).toMatchObject({ actor: { id: admin.id }, target: { type: 'export', id: 'users' } });
  });

  it('takes the accounts of a time', async () => {
    const admin = await anAdmin(app);
    app.clock.advance(days(2));
    const late = await aClient(app);
    const from = after(app.clock.now(), -days(1)).toISOString();
    const as = await again(app, admin);

    const newer = rowsOf((await as.get(`/api/admin/export/users.csv?from=${from}`)).text);
    const older = rowsOf((await as.get(`/api/admin/export/users.csv?to=${from}`)).text);

    expect(newer.slice(1).map(([id]) => id)).toEqual([late.id]);
    expect(older.slice(1).map(([id]) => id)).toEqual([admin.id]);
  });

  it('reads no further than its reader takes, and not at all once he has gone', async () => {
    await manyUsers(4_000);
    const admin = await anAdmin(app);
    const actor = { kind: 'user', id: admin.id, roles: ['admin'], role: 'admin', locale: 'en' } as const;
    const who = { ...actor, sessionId: admin.sessionId, scope: 'full' } as const;

    const seen = await commandsDuring(async () => {
      const stream = await app.container.dataExports.open(who, 'users', {});
      await new Promise((resolve) => stream.once('readable', resolve));
      stream.read(1);
      await new Promise((resolve) => stream.once('close', resolve).destroy());
    });

    expect(seen.filter((name) => name === 'getMore').length).toBeLessThanOrEqual(3);
    expect(seen.at(-1)).toBe('killCursors');
  });

  it('stops when the client hangs up in the middle', async () => {
    await manyUsers(6_000);
    const admin = await anAdmin(app);
    const { port } = app.server.address() as AddressInfo;
    const headers = { Authorization: `Bearer ${admin.token}` };

    const seen = await commandsDuring(async (isKilled) => {
      const response = await new Promise<IncomingMessage>((resolve) =>
        get({ port, host: '127.0.0.1', path: '/api/admin/export/users.csv', headers }, resolve),
      );
      response.once('data', () => response.destroy());
      await new Promise((resolve) => response.once('close', resolve));
      await until(() => app.logger.lines.some(({ message }) => message === 'export not read to its end'));
      await until(isKilled);
    });

    expect(seen.at(-1)).toBe('killCursors');
  });
});

it.each(DATASETS)('%s.csv has a header, and rows with as many cells', async (dataset) => {
  const { client, jobId } = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
  await client.as.post('/api/disputes').send({ jobId, reason: 'damage', description: '=cmd|x' });
  await app.drainOutbox();
  const admin = await anAdmin(app);

  const [header = [], ...rows] = rowsOf((await admin.as.get(`/api/admin/export/${dataset}.csv`)).text);

  expect(header.length).toBeGreaterThan(5);
  expect(rows.every(({ length }) => length === header.length)).toBe(true);
  expect(rows.length > 0).toBe(dataset !== 'reviews');
  expect(rows.flat()).not.toContain('=cmd|x');
});

it('is for admins; a range has to be one', async () => {
  const [client, moderator, admin] = [await aClient(app), await aModerator(app), await anAdmin(app)];
  const path = '/api/admin/export/users.csv';

  const answers = [
    await app.http.get(path),
    await client.as.get(path),
    await moderator.as.get(path),
    await admin.as.get(`${path}?from=yesterday`),
    await admin.as.get('/api/admin/export/secrets.csv'),
  ];

  expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 400, 404]);
});
