import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { makeErrorTracker } from '../../src/config/errorTracker';

let server: Server;
const envelopes: string[] = [];
const arrivals: (() => void)[] = [];

beforeAll(async () => {
  server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const raw = Buffer.concat(chunks);
      envelopes.push((req.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString());
      res.end('{}');
      arrivals.splice(0).forEach((arrived) => arrived());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

it('a failure reaches Sentry with the request’s id and route, and nothing else of the request', async () => {
  const { port } = server.address() as AddressInfo;
  const tracker = await makeErrorTracker(`http://key@127.0.0.1:${port}/1`);
  const arrived = new Promise<void>((resolve) => arrivals.push(resolve));

  tracker.capture(new Error('disk full'), { requestId: 'request-1', route: '/api/jobs/:jobId' });
  await arrived;

  const event = envelopes.join('\n');
  expect(event).toContain('disk full');
  expect(event).toContain('"requestId":"request-1"');
  expect(event).toContain('"route":"/api/jobs/:jobId"');
  expect(event).not.toMatch(/"(headers|cookies|ip_address|query_string)"/);
});

it('without an address nothing is loaded and nothing is sent', async () => {
  const tracker = await makeErrorTracker(undefined);

  expect(() => tracker.capture(new Error('x'), { requestId: 'r' })).not.toThrow();
  expect(envelopes).toHaveLength(1);
});
