import { Router, type RequestHandler } from 'express';
import { pathsOf, type Mount } from '../utils/route';

/**
 * Hands a request to the resources whose paths begin like its own, in the order of the mounts. Express alone would try
 * every route of every resource in turn.
 */
export function makeDirectory(mounts: readonly Mount[]): RequestHandler {
  const shelves = new Map<string, Router>();
  const beginnings = new Set(mounts.flatMap(beginningsOf));
  for (const beginning of beginnings) {
    shelves.set(beginning, shelfOf(mounts, beginning));
  }
  const others = shelfOf(mounts, ANY);
  return (req, res, next) => (shelves.get(beginningOf(req.path)) ?? others)(req, res, next);
}

/** Of a path that begins with a parameter. */
const ANY = '*';
const API = '/api/';

function shelfOf(mounts: readonly Mount[], beginning: string): Router {
  const shelf = Router();
  for (const mount of mounts) {
    const own = beginningsOf(mount);
    if (own.includes(beginning) || own.includes(ANY)) {
      shelf.use(mount.prefix || '/', mount.router.express);
    }
  }
  return shelf;
}

const beginningsOf = ({ prefix, router }: Mount): string[] =>
  router.routes.flatMap(pathsOf).map((path) => {
    const beginning = beginningOf(prefix + path);
    return /^[\w/.-]*$/.test(beginning) ? beginning : ANY;
  });

/** `/api/users/me` → `/api/users`, `/health/live` → `/health`; letters are as good as capitals to Express. */
function beginningOf(path: string): string {
  const lower = path.toLowerCase();
  const end = lower.indexOf('/', lower.startsWith(API) ? API.length : 1);
  return end === -1 ? lower : lower.slice(0, end);
}
