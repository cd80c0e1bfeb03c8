import { makeChannelServices } from './container/channels';
import { makeCore, type ContainerOptions } from './container/core';
import { makeGateways } from './container/gateways';
import { makeIdentity } from './container/identity';
import { makeJobs } from './container/jobs';
import { makePayments } from './container/payments';
import { makePeople } from './container/people';
import { makePhones } from './container/phones';
import { makeRuntime, type Runtime, type Services } from './container/runtime';
import { makeStaffRoom } from './container/staffRoom';
import { makeTalks } from './container/talks';
import { makeWallet } from './container/wallet';

/** Everything that was made, by name; each factory asks for a `Pick` of it. */
export type Container = Services & Runtime;

export type { ContainerOptions };

/** The composition root: makes every service once and hands it what it needs. Opens no connection. */
export function makeContainer(options: ContainerOptions): Container {
  const core = makeCore(options);
  const payable = { ...core, ...makeGateways(core, options.gateways) };
  const funded = { ...payable, ...makeWallet(payable) };
  const known = { ...funded, ...makeIdentity(core, options), ...makePayments(funded) };
  const reachable = { ...known, ...makeChannelServices(known, options), ...makePeople(known, options) };
  const phoned = { ...reachable, ...makePhones(reachable, options) };
  const talking = { ...phoned, ...makeTalks(phoned) };
  const staffed = { ...talking, ...makeStaffRoom(talking) };
  const services = { ...staffed, ...makeJobs(staffed) };
  return { ...services, ...makeRuntime(services, options.inspect) };
}
