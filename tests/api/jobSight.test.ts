import { BlockModel } from '../../src/models/block.model';
import { BookmarkModel, bookmarkKeyOf } from '../../src/models/bookmark.model';
import { JobModel } from '../../src/models/job.model';
import { days } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { anInvitation } from '../factories/invitation';
import { aJob, type JobBuilder, type MadeJob } from '../factories/job';
import { aQuote } from '../factories/quote';
import { aClient, aModerator, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { commandsOfRequests } from '../helpers/roundTrips';

const app = startTestApp();

/** What a viewer gets: nothing, a summary, the area, the door; with the phone of the other side. */
type Sight = 404 | 'closed' | 'area' | 'exact' | 'exact and phone';
const STATES = [
  'posted',
  'quoted',
  'hired',
  'onTheWay',
  'inProgress',
  'submitted',
  'completed',
  'cancelled',
] as const satisfies readonly (keyof JobBuilder)[];
const VIEWERS = ['owner', 'hired', 'bidder', 'invited', 'stranger', 'other client', 'staff'] as const;
type Viewer = (typeof VIEWERS)[number];

const open = {
  owner: 'exact',
  /** Nobody is hired: one more bidder, or stranger, stands for him. */
  hired: 'area',
  bidder: 'area',
  invited: 'area',
  stranger: 'area',
  'other client': 'area',
  staff: 'exact',
} as const;
const running = {
  owner: 'exact and phone',
  hired: 'exact and phone',
  bidder: 'closed',
  invited: 'closed',
  stranger: 404,
  'other client': 404,
  staff: 'exact',
} as const;

const TABLE: Readonly<Record<(typeof STATES)[number], Readonly<Record<Viewer, Sight>>>> = {
  posted: open,
  quoted: open,
  hired: running,
  onTheWay: running,
  inProgress: running,
  submitted: running,
  completed: running,
  cancelled: { ...running, owner: 'exact', hired: 404 },
};

async function viewersOf(made: MadeJob): Promise<Record<Viewer, MadeUser>> {
  const { job, client, bidders } = made;
  const [bidder, invited, stranger] = [
    await aVerifiedCraftsman(app),
    await aVerifiedCraftsman(app),
    await aVerifiedCraftsman(app),
  ];
  await aQuote(app, { job, craftsman: bidder }, { status: 'Declined', isLive: false });
  await anInvitation(app, { job, craftsman: invited }, { status: 'Expired', isPending: false });
  const [hired, other, staff] = [bidders[0] ?? stranger, await aClient(app), await aModerator(app)];
  return { owner: client, hired, bidder, invited, stranger, 'other client': other, staff };
}

function sightOf(answer: { status: number; body: { data?: Record<string, unknown> } }): Sight {
  const { status, body } = answer;
  if (status === 404 || body.data === undefined) {
    return 404;
  }
  const { data } = body;
  if (data['closed'] === true) {
    return 'closed';
  }
  const isExact = JSON.stringify(data).includes('Talaat Harb') && JSON.stringify(data).includes('31.239512');
  const hasPhone = /"phone":"\+20/.test(JSON.stringify(data));
  expect(data['isPlaceExact']).toBe(isExact);
  return isExact ? (hasPhone ? 'exact and phone' : 'exact') : 'area';
}

it.each(STATES)('shows a job that is %s to each viewer as far as it is his business', async (state) => {
  const made = await aJob(app)[state]();
  const users = await viewersOf(made);

  const seen: [Viewer, Sight][] = [];
  for (const viewer of VIEWERS) {
    const answer = await users[viewer].as.get(`/api/jobs/${made.jobId}`);
    expect(JSON.stringify(answer.body)).not.toMatch(/passwordHash|emailKey|"terms"|revision/);
    seen.push([viewer, sightOf(answer)]);
  }

  expect(Object.fromEntries(seen)).toEqual(TABLE[state]);
});

describe('the door and the phone', () => {
  it('are not shown while a hire is not firm', async () => {
    const { jobId, client, craftsman } = await aJob(app, { firmAt: undefined }).hired();

    const [owner, hired] = [
      await client.as.get(`/api/jobs/${jobId}`),
      await craftsman.as.get(`/api/jobs/${jobId}`),
    ];

    expect([sightOf(owner), sightOf(hired)]).toEqual(['exact', 'area']);
  });

  it('are shown until 7 days after the end, and not an instant longer', async () => {
    const { jobId, craftsman } = await aJob(app).completed();

    app.clock.advance(days(7) - 1);
    const before = await (await again(app, craftsman)).get(`/api/jobs/${jobId}`);
    app.clock.advance(1);
    const after = await (await again(app, craftsman)).get(`/api/jobs/${jobId}`);

    expect([sightOf(before), sightOf(after)]).toEqual(['exact and phone', 'area']);
  });

  it('do not stand in a line of text that is the whole address', async () => {
    const address = { text: '12 Harbour Road, third floor' };
    const { jobId } = await aJob(app, { address }).posted();
    const stranger = await aVerifiedCraftsman(app);

    const answer = await stranger.as.get(`/api/jobs/${jobId}`);

    expect(answer.body.data.address).toEqual({
      country: null,
      state: null,
      city: null,
      street: null,
      text: '',
    });
  });
});

describe('what stands beside a job', () => {
  it('is the craftsman’s own quote and invitation, never those of others', async () => {
    const { job, jobId, craftsman, bidders } = await aJob(app).quoted(3);
    const invited = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: invited });

    const [first, guest] = [
      await craftsman.as.get(`/api/jobs/${jobId}`),
      await invited.as.get(`/api/jobs/${jobId}`),
    ];

    expect(first.body.data).toMatchObject({
      quote: { price: 45_000, status: 'Submitted' },
      invitation: null,
    });
    expect(guest.body.data).toMatchObject({ quote: null, invitation: { status: 'Pending' } });
    for (const { id } of bidders.slice(1)) {
      expect(JSON.stringify(first.body)).not.toContain(id);
    }
  });

  it('tells a craftsman nothing of how others take to it', async () => {
    const { job, jobId } = await aJob(app).quoted(1);
    const stranger = await aVerifiedCraftsman(app);
    const before = await stranger.as.get(`/api/jobs/${jobId}`);

    app.clock.advance(1_000);
    await aQuote(app, { job, craftsman: await aVerifiedCraftsman(app) });
    await JobModel.updateOne(
      { _id: job._id },
      { $set: { updatedAt: app.clock.now() }, $inc: { revision: 1 } },
    );
    const after = await stranger.as.get(`/api/jobs/${jobId}`);

    expect(after.body.data).toEqual(before.body.data);
  });

  it('keeps from the hired craftsman when others came', async () => {
    const { jobId, craftsman } = await aJob(app).hired();

    const answer = await craftsman.as.get(`/api/jobs/${jobId}`);

    const history: { event: string }[] = answer.body.data.history;
    expect(history.map(({ event }) => event)).toEqual(['create', 'hire']);
    expect(JSON.stringify(history)).not.toContain('Quoted');
  });

  it('says whether the viewer has bookmarked it', async () => {
    const { job, jobId } = await aJob(app).posted();
    const craftsman = await aVerifiedCraftsman(app);
    await BookmarkModel.create({
      _id: newId(),
      key: bookmarkKeyOf(craftsman.id, jobId),
      userId: craftsman.user._id,
      jobId: job._id,
      createdAt: app.clock.now(),
    });

    const answers = [
      await craftsman.as.get(`/api/jobs/${jobId}`),
      await (await aVerifiedCraftsman(app)).as.get(`/api/jobs/${jobId}`),
    ];

    expect(answers.map(({ body }) => body.data.isBookmarked)).toEqual([true, false]);
  });
});

describe('who does not see a job', () => {
  it('is everybody but its parties and staff when staff has hidden it', async () => {
    const made = await aJob(app, { isHidden: true }).quoted();
    const users = await viewersOf(made);

    const answers = [];
    for (const viewer of ['owner', 'staff', 'bidder', 'invited', 'stranger'] as const) {
      answers.push((await users[viewer].as.get(`/api/jobs/${made.jobId}`)).status);
    }

    expect(answers).toEqual([200, 200, 404, 404, 404]);
  });

  it.each(['the owner', 'the craftsman'])('is a craftsman when %s has blocked the other', async (who) => {
    const { job, jobId, client, craftsman } = await aJob(app).quoted();
    const [by, other] = who === 'the owner' ? [client, craftsman] : [craftsman, client];
    const people = [by.user._id, other.user._id];
    const pairKey = [by.id, other.id].sort().join(':');
    await BlockModel.create({ _id: newId(), by: by.user._id, pairKey, people, createdAt: job.createdAt });

    const answer = await craftsman.as.get(`/api/jobs/${jobId}`);

    expect(answer.status).toBe(404);
  });

  it('is nobody in particular: what is not visible answers as what is not there', async () => {
    const { jobId } = await aJob(app).hired();
    const stranger = await aVerifiedCraftsman(app);

    const [hidden, absent] = [
      await stranger.as.get(`/api/jobs/${jobId}`),
      await stranger.as.get(`/api/jobs/${newId().toHexString()}`),
    ];

    const bodyOf = ({ body }: { body: object }) => ({ ...body, requestId: '' });
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect(bodyOf(hidden)).toEqual(bodyOf(absent));
  });
});

it('costs one round trip to look at a job', async () => {
  const { jobId, craftsman } = await aJob(app).hired();
  await craftsman.as.get(`/api/jobs/${jobId}`);

  const commands = await commandsOfRequests(async () => {
    expect((await craftsman.as.get(`/api/jobs/${jobId}`)).status).toBe(200);
  });

  expect(commands).toEqual(['aggregate jobs']);
});
