import { OneTimeTokenModel, type TokenPurpose } from '../../src/models/oneTimeToken.model';
import { PASSWORD } from '../factories/user';
import type { TestApp } from './app';

let registered = 0;

/** A complete body of a registration; no two are alike. */
export function registration(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  registered += 1;
  return {
    email: `new.${registered}@example.com`,
    password: PASSWORD,
    role: 'client',
    firstName: 'Laila',
    lastName: 'Mansour',
    ...overrides,
  };
}

/** The token of the latest link of a kind, as the mail would carry it; undefined when there is none that is good. */
export async function latestLink(app: TestApp, purpose: TokenPurpose): Promise<string | undefined> {
  const token = await OneTimeTokenModel.findOne({ purpose }).sort({ _id: -1 }).lean();
  const link = token && (await app.container.oneTimeTokens.linkOf(token._id.toHexString()));
  return link ? (new URL(link).searchParams.get('token') ?? undefined) : undefined;
}

/** Whether an access token still opens a door. */
export async function isAlive({ http }: TestApp, token: string): Promise<boolean> {
  const { status } = await http.get('/api/auth/sessions').set('Authorization', `Bearer ${token}`);
  return status === 200;
}
