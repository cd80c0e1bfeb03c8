import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import express from 'express';
import { makeBodyReader } from '../../src/middleware/body';
import type { AppError } from '../../src/utils/errors';
import { memoryLogger } from '../helpers/logger';

let uploadDir: string;
let server: Server;
const logger = memoryLogger();

beforeAll(async () => {
  uploadDir = mkdtempSync(join(tmpdir(), 'craftworks-body-'));
  const read = makeBodyReader({ uploadDir, logger, bodyMs: 150 })({
    files: [{ name: 'file', maxCount: 1 }],
  });
  const app = express();
  app.post('/', async (req, res) => {
    try {
      await read(req, res);
      res.json({ uploads: req.uploads.length });
    } catch (error) {
      res.status((error as AppError).status).json({ code: (error as AppError).code });
    }
  });
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(uploadDir, { recursive: true, force: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly body: unknown;
  readonly connection: string | undefined;
}

/** Sends the beginning of a body, then a byte now and then, as long as the server lets it. */
function trickle(contentType: string, beginning: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const headers = { 'Content-Type': contentType, 'Content-Length': '1000000' };
    const call = request({ port, method: 'POST', headers });
    const drip = setInterval(() => call.write('x'), 20);
    call.write(beginning);
    call.on('response', (answer) => {
      clearInterval(drip);
      const { statusCode: status, headers: sent } = answer;
      text(answer)
        .then((body) => resolve({ status, body: JSON.parse(body), connection: sent.connection }))
        .catch(reject);
    });
    call.on('error', () => clearInterval(drip)); // the door closes while we still write
    call.on('close', () => reject(new Error('closed without an answer')));
  });
}

/** Until what was written aside has gone. */
async function emptied(): Promise<string[]> {
  const end = performance.now() + 10_000;
  while (readdirSync(uploadDir).length > 0 && performance.now() < end) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return readdirSync(uploadDir);
}

describe('a body that only trickles in', () => {
  it.each([
    [
      'a form with a file',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf',
    ],
    ['JSON', 'application/json', '{"purpose":"'],
  ])('is cut off: %s', async (_what, contentType, beginning) => {
    const answer = await trickle(contentType, beginning);

    expect(answer).toEqual({ status: 408, body: { code: 'request.tooSlow' }, connection: 'close' });
    expect(await emptied()).toEqual([]);
    expect(logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
