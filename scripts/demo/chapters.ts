import sharp from 'sharp';
import { DEMO_PASSWORD } from '../../seeds/demoAccounts';
import { feeOf, payInCash } from './agree';
import { enter, type Person } from './person';
import { expectThat, say } from './stage';

/** Who plays: a client, two craftsmen, staff; and somebody who has nothing to do with it. */
export interface Players {
  readonly client: Person;
  readonly karim: Person;
  readonly yasmin: Person;
  readonly moderator: Person;
  readonly admin: Person;
}

/** Somebody of the demo's staff. */
const signIn = (url: string, name: string, email: string): Promise<Person> =>
  enter(url, {
    name,
    path: '/api/auth/login',
    body: { loginIdentifier: email, password: DEMO_PASSWORD, type: 'admins' },
  });

/** Somebody new each time. */
const signUp = (url: string, firstName: string, role: string): Promise<Person> =>
  enter(url, {
    name: firstName,
    path: '/api/auth/register',
    body: {
      email: `${firstName.toLowerCase()}.${Date.now().toString(36)}@demo.example.com`,
      password: DEMO_PASSWORD,
      role,
      firstName,
      lastName: 'Demo',
    },
  });

/** Fresh people, and the staff of the demo. */
export async function enterAll(url: string): Promise<Players> {
  say('1. A client and two craftsmen sign up, staff signs in');
  const yasmin = await signUp(url, 'Yasmin', 'craftsman');
  await yasmin.do('PUT', '/users/preferences', { language: 'ar' });
  return {
    client: await signUp(url, 'Mona', 'client'),
    karim: await signUp(url, 'Karim', 'craftsman'),
    yasmin,
    moderator: await signIn(url, 'Noura', 'noura.moderator@example.com'),
    admin: await signIn(url, 'Salma', 'salma.admin@example.com'),
  };
}

/** A picture of one colour. */
export const photo = async (color: string): Promise<Blob> => {
  const picture = { create: { width: 320, height: 240, channels: 3, background: color } } as const;
  return new Blob([new Uint8Array(await sharp(picture).jpeg().toBuffer())], { type: 'image/jpeg' });
};

/** The client posts her job with a photo, and invites the second craftsman. */
export async function post({ client, yasmin }: Players): Promise<string> {
  say('3. "My sink leaks", with a photo; Yasmin is invited');
  const form = new FormData();
  const fields = {
    title: 'My sink leaks',
    description: 'Water drips from the pipe below the sink.',
    service: 'Plumbing',
    'address[city]': 'Cairo',
    'address[street]': '14 Road 9, Maadi',
    'location[coordinates]': '31.256912,29.960234',
    jobPrice: '50000',
  };
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  form.append('photos', await photo('steelblue'), 'sink.jpg');
  const job = await client.do('POST', '/jobs', form);
  expectThat(Array.isArray(job['photos']) && job['photos'].length === 1, 'the job has its photo', job);
  const jobId = String(job['id']);
  await client.do('POST', `/jobs/${jobId}/invite`, { craftsmanId: yasmin.id });
  await yasmin.hears('application_update', { jobId, status: 'Pending' });
  return jobId;
}

/** Both quote; the price changes, so Karim confirms; he is hired. */
export async function hire({ client, karim, yasmin }: Players, jobId: string): Promise<void> {
  say('4. Both quote; Mona edits the price, Karim confirms and is hired');
  const quote = await karim.do('POST', `/jobs/${jobId}/quotes`, {
    price: 45_000,
    notes: 'The part is with me.',
  });
  await yasmin.do('POST', `/jobs/${jobId}/quotes`, { price: 52_000 });
  await client.hears('notification', { type: 'quote' });
  const at = `/jobs/${jobId}/quotes/${String(quote['id'])}`;
  await client.do('PATCH', `/jobs/${jobId}`, { jobPrice: 47_000 });
  await karim.hears('notification', { type: 'quote' });
  const early = await client.ask('POST', `${at}/accept`);
  expectThat(early.status === 409, 'a quote that is not confirmed cannot be accepted: 409', early);
  await karim.do('POST', `${at}/confirm`);
  await client.do('POST', `${at}/accept`);
  await karim.hears('application_update', { jobId, status: 'Accepted' });
  await yasmin.hears('application_update', { jobId, status: 'Declined' });
}

/** On the way, begun, shown, done again, accepted. */
export async function work({ client, karim }: Players, jobId: string): Promise<void> {
  say('5. Karim sets out, works, shows it; one rework; Mona accepts');
  const status = `/jobs/${jobId}/status`;
  await karim.do('PATCH', status, { status: 'On The Way' });
  await client.hears('job_update', { jobId, status: 'On The Way' });
  await karim.do('PATCH', status, { status: 'In Progress' });
  await client.hears('job_update', { jobId, status: 'In Progress' });
  const form = new FormData();
  form.append('status', 'Completed');
  form.append('photos', await photo('seagreen'), 'dry.jpg');
  await karim.do('PATCH', status, form);
  await client.do('POST', `/jobs/${jobId}/rework`, { reason: 'The tap still drips' });
  await karim.do('PATCH', status, { status: 'Completed', reason: 'Now it is dry' });
  await client.do('PATCH', status, { status: 'Completed' });
  await karim.hears('job_update', { jobId, status: 'Completed' });
}

/** Cash from hand to hand, of which both say the same. */
export async function settle({ client, karim: craftsman }: Players, jobId: string): Promise<void> {
  say('6. Mona pays in cash; both say how much');
  await payInCash({ client, craftsman }, { jobId, amount: 47_000 });
  say(`    fee: ${await feeOf(craftsman, { jobId, fee: 0 })}`);
}

/** What each side sees in the end. */
export async function look(players: Players, jobId: string, url: string): Promise<void> {
  say('7. What each side sees');
  const { client, karim, yasmin } = players;
  for (const person of [client, karim, yasmin]) {
    const { body } = await person.ask('GET', '/notifications?limit=50');
    const job = await person.do('GET', `/jobs/${jobId}`);
    expectThat(job['status'] === 'Completed', `${person.name} sees the job Completed`, job['status']);
    say(`    ${person.name}: ${String(body['unreadCount'])} unread; ${sightOf(job)}`);
  }
  const stranger = await signUp(url, 'Omar', 'craftsman');
  const { status } = await stranger.ask('GET', `/jobs/${jobId}`);
  expectThat(status === 404, 'a stranger gets 404', status);
  say(`    a stranger: ${status}`);
}

/** How much of the job somebody is shown. */
function sightOf({ closed, address }: Readonly<Record<string, unknown>>): string {
  const { street, city } = (address ?? {}) as { street?: string; city?: string };
  return `the job ${closed ? 'in short' : 'whole'}, at ${street ?? 'an address that stays hidden'}, ${city ?? ''}`;
}
