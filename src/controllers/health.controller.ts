import type { Response } from 'express';
import type { Container } from '../container';
import { Unavailable } from '../utils/errors';
import type { NoKeys, OpenReq, InputSchema } from '../utils/input';
import { ok } from '../utils/respond';

type Plain = OpenReq<InputSchema<NoKeys, NoKeys, NoKeys>>;

/** Health and metrics, for load balancers and monitoring. */
export const makeHealthController = ({ health, metrics }: Pick<Container, 'health' | 'metrics'>) => ({
  /** Alive: the process answers; never touches the database. */
  live(_req: Plain, res: Response): void {
    ok(res, { status: 'ok' });
  },

  /** Ready: requests can be served now. */
  async ready(_req: Plain, res: Response): Promise<void> {
    if (!(await health.isReady())) {
      throw new Unavailable('server.unavailable');
    }
    const warnings = health.warnings();
    ok(res, { status: 'ok', ...health.facts(), ...(warnings.length > 0 && { warnings }) });
  },

  async metrics(_req: Plain, res: Response): Promise<void> {
    res.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text());
  },
});
