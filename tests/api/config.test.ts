import type { FEATURES } from '../../src/services/config.service';
import { listMounts } from '../../src/routes';
import { pathsOf } from '../../src/utils/route';
import { systemActor } from '../../src/utils/types/actor';
import { startTestApp } from '../helpers/app';

/** Social logins are a feature where there is a Firebase project. */
const app = startTestApp({
  env: {
    FIREBASE_PROJECT_ID: 'craftworks-test',
    FIREBASE_CLIENT_EMAIL: 'auth@craftworks-test.iam.gserviceaccount.com',
    FIREBASE_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----',
  },
});

/** The route that a feature cannot work without. */
const ROUTE_OF: Readonly<Record<keyof typeof FEATURES, string>> = {
  passwordLogin: '/auth/login',
  secondFactor: '/auth/totp/enable',
  notifications: '/notifications',
  realtime: '/events',
  codeLogin: '/auth/verify-otp',
  socialLogin: '/auth/social',
  uploads: '/uploads',
  jobs: '/jobs',
  payments: '/payments/initiate',
  wallet: '/wallet/balance',
  disputes: '/disputes',
  reviews: '/reviews',
  conversations: '/conversations',
  recommendations: '/users/recommendations',
  subscriptions: '/subscriptions',
  referrals: '/referrals',
  assistant: '/assistant/faq',
  stores: '/stores',
};

const mountedPaths = (): string[] =>
  listMounts(app.container).flatMap(({ prefix, router }) =>
    router.routes.flatMap((spec) => pathsOf(spec).map((path) => `${prefix}${path}`.replace(/\/$/, ''))),
  );

describe('the public configuration', () => {
  it('tells anybody what an app must know, and may be kept for a minute', async () => {
    const answer = await app.http.get('/api/config');

    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=60');
    expect(answer.headers['vary']).toMatch(/Accept-Language/);
    expect(answer.body.data).toMatchObject({
      market: { country: 'EG', currency: 'EGP', timeZone: 'Africa/Cairo', phoneRegion: 'EG' },
      locales: ['en', 'ar'],
      limits: { fileBytes: 5_242_880, jobPhotos: 5, pageSize: 20, maxPageSize: 100, quotesPerJob: 10 },
      minAppVersions: { client: { android: '1.0.0' }, craftsman: { ios: '1.0.0' } },
      maintenance: { isOn: false, message: null },
    });
    expect(answer.body.data.currencies).toContainEqual({ code: 'EGP', decimals: 2, isDefault: true });
    expect(answer.body.data.currencies).toContainEqual({ code: 'KWD', decimals: 3, isDefault: false });
  });

  it('holds exactly what is meant for the public', async () => {
    const answer = await app.http.get('/api/config');

    expect(Object.keys(answer.body.data).sort()).toEqual([
      'currencies',
      'features',
      'limits',
      'locales',
      'maintenance',
      'market',
      'minAppVersions',
      'settingsVersion',
    ]);
  });

  it('names as features what really has routes, and nothing else', async () => {
    const answer = await app.http.get('/api/config');

    const paths = mountedPaths();
    const real = Object.entries(ROUTE_OF).map(([name, path]) => [name, paths.includes(`/api${path}`)]);
    expect(answer.body.data.features).toEqual(Object.fromEntries(real));
  });

  it('follows the settings: maintenance, versions of apps, the market', async () => {
    await app.container.settings.change(systemActor, {
      edits: [
        { key: 'app.maintenance', value: true },
        {
          key: 'app.minVersions',
          value: {
            client: { android: '2.1.0', ios: '2.0.0' },
            craftsman: { android: '1.0.0', ios: '1.0.0' },
          },
        },
        { key: 'market.locales', value: ['ar'] },
      ],
    });

    const answer = await app.http.get('/api/config').set('Accept-Language', 'ar');

    expect(answer.body.data).toMatchObject({
      maintenance: { isOn: true, message: expect.stringMatching(/كرافت/) },
      minAppVersions: { client: { android: '2.1.0' } },
      locales: ['ar'],
      settingsVersion: 1,
    });
  });

  it('refuses a wrong token, as every route does', async () => {
    const answer = await app.http.get('/api/config').set('Authorization', 'Bearer junk');

    expect(answer.status).toBe(401);
  });
});
