import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { makePoolStats, type PoolStats } from './poolStats';

export interface ObservedRequest {
  readonly method: string;
  /** The pattern of the route, never the address that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface Metrics {
  readonly registry: Registry;
  /** Costs about 1 µs. */
  observeRequest(request: ObservedRequest): void;
  /** Everything in the format of Prometheus. */
  text(): Promise<string>;
}

export interface MetricsDeps {
  /** The age of the oldest undelivered event and the count of parked ones; not a number when it throws. */
  readonly outboxStats?: () => Promise<{ readonly lagMs: number; readonly dead: number }>;
  readonly connectedSockets?: () => number;
  readonly pool?: () => PoolStats;
  /** False leaves out what the process itself tells (memory, CPU, event loop). */
  readonly ofProcess?: boolean;
}

const BUCKETS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** The figures of one container: nothing is measured of process and pool until somebody asks for the first time. */
export function makeMetrics(deps: MetricsDeps = {}): Metrics {
  const registry = new Registry();
  const observeRequest = requestHistogram(registry);
  addPool(registry, deps.pool ?? makePoolStats());
  const readOutbox = addOutbox(registry, deps.outboxStats);
  addSockets(registry, deps.connectedSockets);
  let isWatchingProcess = deps.ofProcess === false;

  const text = async (): Promise<string> => {
    if (!isWatchingProcess) {
      isWatchingProcess = true;
      collectDefaultMetrics({ register: registry });
    }
    await readOutbox();
    return registry.metrics();
  };
  return { registry, observeRequest, text };
}

function requestHistogram(registry: Registry): Metrics['observeRequest'] {
  const histogram = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return ({ method, route, status, seconds }) => {
    histogram.observe({ method, route, status: classOf(status) }, seconds);
  };
}

/** 404 → `4xx`: single codes would make ten times as many series. */
const classOf = (status: number): string => `${String(status).slice(0, 1)}xx`;

function addPool(registry: Registry, pool: () => PoolStats): void {
  const gauge = new Gauge({
    name: 'db_pool_connections',
    help: 'Database connections by state; waiting counts requests that wait for one',
    labelNames: ['state'],
    registers: [registry],
    collect: () => {
      const { checkedOut, available, waiting } = pool();
      gauge.set({ state: 'checked_out' }, checkedOut);
      gauge.set({ state: 'available' }, available);
      gauge.set({ state: 'waiting' }, waiting);
    },
  });
}

/** Both figures come from one look at the database, taken before the answer is put together. */
function addOutbox(registry: Registry, stats: MetricsDeps['outboxStats']): () => Promise<void> {
  if (!stats) {
    return () => Promise.resolve();
  }
  const registers = [registry];
  const lag = new Gauge({
    name: 'outbox_lag_seconds',
    help: 'Age of the oldest undelivered event',
    registers,
  });
  const dead = new Gauge({
    name: 'outbox_dead_deliveries',
    help: 'Deliveries that wait for a person',
    registers,
  });
  return async () => {
    const read = await stats().catch(() => {
      // Without the database the other figures are wanted all the more, and these two are not known.
      return { lagMs: Number.NaN, dead: Number.NaN };
    });
    lag.set(read.lagMs / 1000);
    dead.set(read.dead);
  };
}

function addSockets(registry: Registry, connected: MetricsDeps['connectedSockets']): void {
  if (!connected) {
    return;
  }
  const gauge: Gauge = new Gauge({
    name: 'sockets_connected',
    help: 'Open socket connections of this process',
    registers: [registry],
    collect: () => gauge.set(connected()),
  });
}
