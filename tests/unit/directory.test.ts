import express from 'express';
import request from 'supertest';
import { makeDirectory } from '../../src/middleware/directory';
import { signedIn } from '../../src/utils/access';
import { resourceRouter, type Mount, type RouteSpec } from '../../src/utils/route';

/** A resource that answers each of its paths with its own name and the parameters. */
function aMount(name: string, prefix: string, paths: readonly (string | readonly string[])[]): Mount {
  const router = resourceRouter({ compile: () => (req, res) => void res.json([name, { ...req.params }]) });
  for (const path of paths) {
    router.add({ method: 'get', path, access: signedIn } as unknown as RouteSpec);
  }
  return { prefix, router };
}

const app = express().use(
  makeDirectory([
    aMount('health', '', ['/health/live']),
    aMount('own', '/api', ['/users/preferences']),
    aMount('users', '/api', [['/users/me', '/people/me'], '/users/:id']),
    aMount('user rooms', '/api', ['/users-rooms']),
    aMount('pages', '', ['/:page']),
  ]),
);
const answerOf = async (path: string): Promise<unknown> => (await request(app).get(path)).body as unknown;

it('hands a request to the first resource, in the order of the mounts, that has its path', async () => {
  expect(await answerOf('/api/users/preferences')).toEqual(['own', {}]);
  expect(await answerOf('/api/users/7')).toEqual(['users', { id: '7' }]);
  expect(await answerOf('/api/people/me')).toEqual(['users', {}]);
  expect(await answerOf('/api/users-rooms')).toEqual(['user rooms', {}]);
  expect(await answerOf('/health/live')).toEqual(['health', {}]);
});

it('is as generous with capitals, slashes and queries as Express', async () => {
  expect(await answerOf('/API/Users/Me')).toEqual(['users', {}]);
  expect(await answerOf('/api/users/me/?a=1')).toEqual(['users', {}]);
  expect(await answerOf('/api/users/a%2Fb')).toEqual(['users', { id: 'a/b' }]);
});

it('finds paths that begin with a parameter, and leaves alone what nobody has', async () => {
  const unknown = await request(app).get('/api/nowhere');

  expect(await answerOf('/imprint')).toEqual(['pages', { page: 'imprint' }]);
  expect(unknown.status).toBe(404);
});
