import { makeChannelServices } from './container/channels';
import { makeCore, type ContainerOptions } from './container/core';
import { makeIdentity } from './container/identity';
import { makeJobs } from './container/jobs';
import { makePeople } from './container/people';
import { makeRuntime, type Runtime, type Services } from './container/runtime';
import { makeWallet } from './container/wallet';
import type { PayoutGateways } from './services/payouts/gateways';

/** Everything that was made, by name; each factory asks for a `Pick` of it. */
export type Container = Services & Runtime;

export type { ContainerOptions };

/** Nobody pays out by himself: withdrawals wait for staff. */
const byHand: PayoutGateways = { find: () => undefined, forPayout: () => undefined };

/** The composition root: makes every service once and hands it what it needs. Opens no connection. */
export function makeContainer(options: ContainerOptions): Container {
  const core = makeCore(options);
  const known = { ...core, ...makeIdentity(core) };
  const reachable = { ...known, ...makeChannelServices(known, options.socketFigures), ...makePeople(known) };
  const wallet = makeWallet(core, {
    payoutGateways: options.payoutGateways ?? byHand,
    findProviderRefs: () => Promise.resolve(new Map()),
  });
  const services = { ...reachable, ...wallet, ...makeJobs(reachable) };
  return { ...services, ...makeRuntime(services, options.inspect) };
}
