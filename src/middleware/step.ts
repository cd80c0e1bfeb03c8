import type { Request, Response } from 'express';

/** One stretch of serving a request; it ends, or throws what the client is told. */
export type Step = (req: Request, res: Response) => Promise<void>;
