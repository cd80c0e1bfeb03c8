import { fail, serve } from '../../server';
import { makeProbeRoutes } from './probe.routes';

// The real server with the probe resource beside the real ones, for tests that kill it.
serve({ mounts: (container) => [{ prefix: '/api/probes', router: makeProbeRoutes(container) }] }).catch(fail);
