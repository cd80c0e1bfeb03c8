import type { UploadedFile } from '../input';
import type { Answer } from '../respond';
import type { Surface } from '../surfaces/surface';
import type { Locale, UserActor } from './actor';

declare global {
  namespace Express {
    interface Request {
      id: string;
      locale: Locale;
      actor?: UserActor;
      input: unknown;
      uploads: readonly UploadedFile[];
      /** The body as it came, on routes that ask for it. */
      rawBody?: Buffer;
    }
    interface Locals {
      surface: Surface;
      /** The pattern of the matched route, for logs and metrics. */
      routePath?: string;
      answer?: Answer;
      /** What a known path would take, when no route answered. */
      allowedMethods?: Set<string>;
    }
  }
}
