import { QuoteModel } from '../../src/models/quote.model';
import { InvitationModel } from '../../src/models/invitation.model';
import { SessionModel } from '../../src/models/session.model';
import { after, days, hours, minutes } from '../../src/utils/clock';
import { cashFeeTaken } from '../../src/services/ledger/postings/debt.postings';
import { idOf, newId, toObjectId } from '../../src/utils/ids';
import { money } from '../../src/utils/money';
import { inTransaction } from '../../src/utils/transaction';
import { systemActor } from '../../src/utils/types/actor';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob } from '../factories/job';
import { aClient, aModerator, type MadeUser } from '../factories/user';
import type { TestApp } from '../helpers/app';
import { accessTokenOf, clientWith } from '../helpers/as';
import { payDebts } from './payDebts';

/** A walk through the life of a job, by what the list of actions says. */

export interface Answer {
  readonly status: number;
  readonly body: { readonly code?: string; readonly data?: unknown };
}

export interface Offered {
  readonly action: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Refused {
  readonly action: string;
  readonly code: string;
  readonly quoteId?: string;
  readonly invitationId?: string;
  readonly disputeId?: string;
}

export interface Listed {
  readonly can: readonly Offered[];
  readonly cannot: readonly Refused[];
}

export const STARTS = [
  'posted',
  'quoted',
  'hired',
  'onTheWay',
  'inProgress',
  'submitted',
  'completed',
] as const;
export type Start = (typeof STARTS)[number];

export interface World {
  readonly app: TestApp;
  readonly people: Readonly<Record<'client' | 'staff', MadeUser>> & {
    readonly craftsmen: readonly MadeUser[];
  };
  readonly jobId: string;
}

/** Ways of time; after each one everything that is due happens. */
export const WAITS = [minutes(31), hours(3), days(1), days(3), days(8)] as const;
const TASKS = [
  'auto-complete-jobs',
  'confirm-cash',
  'reveal-reviews',
  'mature-earnings',
  'lapse-hires',
  'expire-jobs',
  'expire-quotes',
  'expire-invitations',
  'follow-disputes',
];

/** The people of all walks; their sessions outlive every clock. */
export async function somePeople(app: TestApp): Promise<World['people']> {
  const craftsmen = [
    await aVerifiedCraftsman(app),
    await aVerifiedCraftsman(app),
    await aVerifiedCraftsman(app),
  ];
  const people = { client: await aClient(app), staff: await aModerator(app), craftsmen };
  await SessionModel.updateMany({}, { $set: { expiresAt: after(app.clock.now(), days(100_000)) } });
  return people;
}

/** A job in some state, whose agreed hour is near enough to be missed on the way. */
export async function aWorld(app: TestApp, people: World['people'], start: Start): Promise<World> {
  app.clock.advance(hours(1)); // no walk meets the limits of another one
  const [craftsman] = people.craftsmen;
  await payDebts(app);
  const soon = after(app.clock.now(), hours(20));
  const time = { jobDate: soon, jobDateHasTime: true, scheduledAt: soon, scheduledHasTime: true };
  const job = aJob(app, { ...time, client: people.client, ...(craftsman && { craftsman }) });
  const { jobId } = start === 'quoted' ? await job.quoted(1) : await job[start]();
  return { app, people, jobId };
}

/** Time passes, and what is due happens. */
export async function wait({ app }: World, ms: number): Promise<void> {
  app.clock.advance(ms);
  for (const task of TASKS) {
    await app.container.tasks.runNow(task);
  }
}

/** The first craftsman comes to owe more than the limit, because of another job. */
export const owe = ({ app: { container }, people: { craftsmen } }: World): Promise<void> =>
  inTransaction(async (tx) => {
    const [userId, jobId, amount] = [craftsmen[0]?.id ?? '', idOf(newId()), money(60_000, 'EGP')];
    await container.debts.charge(tx, {
      userId,
      jobId,
      title: 'Another one',
      why: 'cashFee',
      amount,
      entryOf: (fromAvailable) => cashFeeTaken({ jobId, userId, amount, fromAvailable }),
      actor: systemActor,
    });
  });

const as = ({ app }: World, { id: userId, sessionId }: MadeUser) =>
  clientWith(app, accessTokenOf(app, { userId, sessionId }));

/** What the server says that this person may do; undefined when it says that there is nothing here for him. */
export async function listFor(world: World, who: MadeUser): Promise<Listed | undefined> {
  const { status, body } = await as(world, who).get(`/api/jobs/${world.jobId}/actions`);
  if (status === 404) {
    return undefined;
  }
  if (status !== 200) {
    throw new Error(`the list of actions answered ${status} ${String(body.code)}`);
  }
  return body.data as Listed;
}

/** Does what was offered, word for word, with what it needs besides. */
export async function perform(world: World, who: MadeUser, offered: Offered): Promise<Answer> {
  const method = offered.method.toLowerCase() as 'post' | 'put' | 'patch' | 'delete';
  const more = await NEEDS[offered.action]?.(world);
  const client = as(world, who);
  return client[method](offered.path).send({ ...offered.body, ...more });
}

/** What the requests need beyond what the list says. */
const NEEDS: Readonly<Record<string, (world: World) => Promise<object> | object>> = {
  quote: () => ({ price: 40_000 }),
  reviseQuote: () => ({ price: 41_000 }),
  edit: ({ app }) => ({ jobPrice: 50_000 + (app.clock.now().getTime() % 977) + 1 }),
  invite: async (world) => ({ craftsmanId: await someoneNew(world) }),
  confirmCash: ({ app }) => ({ amount: 45_000 + (app.clock.now().getMinutes() % 2) }),
  release: () => ({ amount: 100 }),
  proposeChangeOrder: () => ({ amount: 1_000, reason: 'The pipe behind the wall is broken, too' }),
  dispute: () => ({ reason: 'It is not what we agreed on' }),
  review: () => ({ rating: 4 }),
  answerDispute: () => ({ text: 'It is' }),
  addEvidence: () => ({ text: 'See for yourself' }),
  offerSettlement: () => ({ amount: 0 }),
  appealDispute: () => ({ reason: 'That is not so' }),
  resolveDispute: () => ({ decision: 'release', reason: 'It is what they agreed on' }),
  proposeReschedule: ({ app }) => ({ scheduledAt: after(app.clock.now(), hours(5)).toISOString() }),
};

/** A craftsman whom nothing speaks against; when all were asked, another one. */
async function someoneNew({ app, people, jobId }: World): Promise<string> {
  const quoted = await QuoteModel.find({ jobId: toObjectId(jobId), isLive: true }).lean();
  const invited = await InvitationModel.find({ jobId: toObjectId(jobId) }).lean();
  const known = [...quoted, ...invited].map(({ craftsmanId }) => craftsmanId.toHexString());
  const free = people.craftsmen.find(({ id }) => !known.includes(id));
  return (free ?? (await aVerifiedCraftsman(app))).id;
}

/** The request behind the name of an action that was refused: written here a second time, on purpose. */
export function requestOf(
  { jobId }: World,
  { action, quoteId = '', invitationId = '', disputeId = '' }: Refused,
): Offered {
  const at = `/api/jobs/${jobId}`;
  const status = (wished: string) =>
    ({ method: 'PATCH', path: `${at}/status`, body: { status: wished } }) as const;
  const post = (path: string) => ({ method: 'POST', path: `${at}${path}` }) as const;
  const respond = (response: string) => ({ ...post('/invitations/respond'), body: { response } });
  const requests: Readonly<Record<string, Omit<Offered, 'action'>>> = {
    edit: { method: 'PATCH', path: at },
    extend: post('/extend'),
    repost: post('/repost'),
    pay: { method: 'POST', path: '/api/payments/initiate', body: { purpose: 'job', jobId } },
    setOut: status('On The Way'),
    start: status('In Progress'),
    submit: status('Completed'),
    complete: status('Completed'),
    cancel: status('Cancelled'),
    dispute: status('Disputed'),
    review: { method: 'POST', path: '/api/reviews', body: { jobId } },
    rework: post('/rework'),
    noShow: post('/no-show'),
    proposeReschedule: post('/reschedule'),
    acceptReschedule: post('/reschedule/accept'),
    declineReschedule: post('/reschedule/decline'),
    confirmCash: post('/cash-confirmation'),
    release: post('/release'),
    proposeChangeOrder: post('/change-orders'),
    acceptChangeOrder: post(`/change-orders/${jobId}/accept`),
    declineChangeOrder: post(`/change-orders/${jobId}/decline`),
    invite: post('/invite'),
    withdrawInvitation: { method: 'DELETE', path: `${at}/invitations/${invitationId}` },
    acceptInvitation: respond('Accepted'),
    rejectInvitation: respond('Rejected'),
    quote: post('/quotes'),
    acceptQuote: post(`/quotes/${quoteId}/accept`),
    declineQuote: post(`/quotes/${quoteId}/reject`),
    reviseQuote: { method: 'PATCH', path: `${at}/quotes/${quoteId}` },
    confirmQuote: post(`/quotes/${quoteId}/confirm`),
    answerDispute: { method: 'POST', path: `/api/disputes/${disputeId}/answer` },
    addEvidence: { method: 'POST', path: `/api/disputes/${disputeId}/evidence` },
    offerSettlement: { method: 'POST', path: `/api/disputes/${disputeId}/settlement` },
    appealDispute: { method: 'POST', path: `/api/disputes/${disputeId}/appeal` },
    takeDispute: { method: 'POST', path: `/api/admin/disputes/${disputeId}/take` },
    resolveDispute: { method: 'POST', path: `/api/admin/disputes/${disputeId}/resolve` },
    withdrawQuote: { method: 'DELETE', path: `${at}/quotes/${quoteId}` },
  };
  const request = requests[action];
  if (!request) {
    throw new Error(`no request is known for the action ${action}`);
  }
  return { action, ...request };
}

/** Somebody who is not concerned yet and shows interest, as any craftsman may while the job is open. */
export const showInterest = (world: World, who: MadeUser): Promise<Answer> =>
  perform(world, who, {
    action: 'quote',
    method: 'POST',
    path: `/api/jobs/${world.jobId}/quotes`,
  });
