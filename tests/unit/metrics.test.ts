import express from 'express';
import request from 'supertest';
import { makeRequestMetrics } from '../../src/middleware/metrics';
import { observe } from '../../src/middleware/observe';
import { makeMetrics } from '../../src/utils/metrics';

const pool = () => ({ checkedOut: 3, available: 7, waiting: 2 });

it('requests are counted by method, route pattern and class of status, never by address', async () => {
  const metrics = makeMetrics({ pool, ofProcess: false });
  const app = express().use(observe(makeRequestMetrics({ metrics })));
  app.get('/jobs/:jobId', (req, res) => {
    res.locals.routePath = '/jobs/:jobId';
    res.status(req.params.jobId === 'gone' ? 404 : 200).json({});
  });

  await request(app).get('/jobs/1');
  await request(app).get('/jobs/2');
  await request(app).get('/jobs/gone');
  await request(app).get('/wp-admin.php');

  const text = await metrics.text();
  const counts = text.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count'));
  expect(counts).toEqual([
    'http_request_duration_seconds_count{method="GET",route="/jobs/:jobId",status="2xx"} 2',
    'http_request_duration_seconds_count{method="GET",route="/jobs/:jobId",status="4xx"} 1',
    'http_request_duration_seconds_count{method="GET",route="unmatched",status="4xx"} 1',
  ]);
  expect(text).not.toContain('wp-admin');
});

it('pool, outbox and sockets are read when the figures are asked for', async () => {
  let dead = 0;
  const outboxStats = () => Promise.resolve({ lagMs: 1_500, dead: (dead += 1) });
  const metrics = makeMetrics({ pool, outboxStats, connectedSockets: () => 4, ofProcess: false });

  await metrics.text();
  const text = await metrics.text();

  expect(text).toContain('db_pool_connections{state="checked_out"} 3');
  expect(text).toContain('db_pool_connections{state="available"} 7');
  expect(text).toContain('db_pool_connections{state="waiting"} 2');
  expect(text).toContain('outbox_lag_seconds 1.5');
  expect(text).toContain('outbox_dead_deliveries 2');
  expect(text).toContain('sockets_connected 4');
});

it('the figures are there although the database is not', async () => {
  const metrics = makeMetrics({
    pool,
    outboxStats: () => Promise.reject(new Error('away')),
    ofProcess: false,
  });

  const text = await metrics.text();

  expect(text).toContain('outbox_lag_seconds Nan');
  expect(text).toContain('db_pool_connections{state="waiting"} 2');
});

it('two containers keep figures of their own', async () => {
  const [one, two] = [makeMetrics({ pool, ofProcess: false }), makeMetrics({ pool, ofProcess: false })];

  one.observeRequest({ method: 'GET', route: '/a', status: 200, seconds: 0.003 });

  expect(await one.text()).toContain('route="/a"');
  expect(await two.text()).not.toContain('route="/a"');
});

it('the process tells its memory, its time and the lag of its event loop', async () => {
  const metrics = makeMetrics({ pool });

  const text = await metrics.text();

  expect(text).toContain('process_cpu_seconds_total');
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  expect(text).toContain('process_resident_memory_bytes');
});
