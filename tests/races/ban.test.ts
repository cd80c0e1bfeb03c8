import { JobModel } from '../../src/models/job.model';
import { InvitationModel } from '../../src/models/invitation.model';
import { QuoteModel } from '../../src/models/quote.model';
import { UserModel } from '../../src/models/user.model';
import { seconds } from '../../src/utils/clock';
import { idOf, toObjectId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob } from '../factories/job';
import { aService } from '../factories/service';
import { aClient, aModerator, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { expectSound } from '../helpers/offers';

const app = startTestApp();
const ROUNDS = 6;

const ban = (staff: MadeUser, whom: MadeUser) =>
  staff.as.patch(`/api/admin/users/${whom.id}/ban`).send({ reason: 'Rude messages' });
const body = (service: string) => ({
  title: 'Fix a leaking tap',
  description: 'The kitchen tap drips all night long.',
  service,
  address: 'Zamalek, Cairo',
  location: { type: 'Point', coordinates: [31.22, 30.06] },
});

/** Nothing that somebody could still take up stands in the name of this user. */
async function expectNothingOpen({ id }: MadeUser): Promise<void> {
  const me = toObjectId(id);
  expect(await UserModel.countDocuments({ _id: me, 'ban.level': 'banned' })).toBe(1);
  expect({
    quotes: await QuoteModel.collection.countDocuments({ craftsmanId: me, isLive: true }),
    invitations: await InvitationModel.collection.countDocuments({ craftsmanId: me, isPending: true }),
    jobs: await JobModel.collection.countDocuments({ clientId: me, isOpen: true }),
  }).toEqual({ quotes: 0, invitations: 0, jobs: 0 });
}

describe('a ban at the same instant as', () => {
  it('the acceptance of his quote: he is hired and staff sees the job, or the quote is gone', async () => {
    const staff = await aModerator(app);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { jobId, client, craftsman, quote } = await aJob(app).quoted();
      const accept = () => client.as.post(`/api/jobs/${jobId}/quotes/${idOf(quote)}/accept`);

      const [banned, accepted] = await Promise.all(
        round % 2 === 0 ? [ban(staff, craftsman), accept()] : [accept(), ban(staff, craftsman)].reverse(),
      );

      expect(banned?.status).toBe(200);
      await expectNothingOpen(craftsman);
      const job = await expectSound(jobId);
      expect([accepted?.status, job.status, job.bannedIds?.length ?? 0]).toEqual(
        job.status === 'Hired' ? [200, 'Hired', 1] : [409, 'Posted', 0],
      );
    }
  });

  it('his own quote, and an invitation to him: neither is left', async () => {
    const staff = await aModerator(app);
    for (let round = 0; round < ROUNDS; round += 1) {
      const craftsman = await aVerifiedCraftsman(app);
      const [quoted, inviting] = [await aJob(app).posted(), await aJob(app).posted()];

      const [banned] = await Promise.all([
        ban(staff, craftsman),
        craftsman.as.post(`/api/jobs/${quoted.jobId}/quotes`).send({ price: 900 }),
        inviting.client.as.post(`/api/jobs/${inviting.jobId}/invite`).send({ craftsmanId: craftsman.id }),
      ]);

      expect(banned.status).toBe(200);
      await expectNothingOpen(craftsman);
      await expectSound(quoted.jobId);
      await expectSound(inviting.jobId);
    }
  });

  it('his own job: what a request under way has posted is closed when no such request can be left', async () => {
    const [staff, { id: service }] = [await aModerator(app), await aService(app)];
    const client = await aClient(app);
    const posts = Array.from({ length: 4 }, () => client.as.post('/api/jobs').send(body(service)));

    const [banned] = await Promise.all([ban(staff, client), ...posts]);
    await app.drainOutbox();
    app.clock.advance(seconds(15));
    await app.drainOutbox();

    expect(banned.status).toBe(200);
    await expectNothingOpen(client);
  });

  it('a quote on his job: the job is closed and the quote declined or refused', async () => {
    const staff = await aModerator(app);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { jobId, client } = await aJob(app).posted();
      const craftsman = await aVerifiedCraftsman(app);

      await Promise.all([
        ban(staff, client),
        craftsman.as.post(`/api/jobs/${jobId}/quotes`).send({ price: 900 }),
      ]);

      await expectNothingOpen(client);
      expect((await expectSound(jobId)).status).toBe('Cancelled');
    }
  });
});
