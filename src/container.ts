import { makeChannelServices } from './container/channels';
import { makeCore, type ContainerOptions } from './container/core';
import { makeIdentity } from './container/identity';
import { makeJobs } from './container/jobs';
import { makePayments } from './container/payments';
import { makePeople } from './container/people';
import { makeRuntime, type Runtime, type Services } from './container/runtime';
import type { Gateways } from './services/payments/gateways';

/** Everything that was made, by name; each factory asks for a `Pick` of it. */
export type Container = Services & Runtime;

export type { ContainerOptions };

/** Nobody takes money here but wallets. */
const noGateways: Gateways = { get: () => undefined, default: undefined, all: () => [] };

/** The composition root: makes every service once and hands it what it needs. Opens no connection. */
export function makeContainer(options: ContainerOptions): Container {
  const core = makeCore(options);
  const known = { ...core, ...makeIdentity(core) };
  const reachable = { ...known, ...makeChannelServices(known, options.socketFigures), ...makePeople(known) };
  const money = makePayments(core, options.gateways ?? noGateways);
  const services = { ...reachable, ...makeJobs(reachable), ...money };
  return { ...services, ...makeRuntime(services, options.inspect) };
}
