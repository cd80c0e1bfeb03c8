import { QuoteModel } from '../../src/models/quote.model';
import { InvitationModel } from '../../src/models/invitation.model';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { anInvitation } from '../factories/invitation';
import { aJob, storedJob } from '../factories/job';
import { aQuote } from '../factories/quote';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

describe('jobs that tests are given', () => {
  it.each([
    ['posted', 'Posted', true],
    ['quoted', 'Quoted', true],
    ['hired', 'Hired', false],
    ['onTheWay', 'On The Way', false],
    ['inProgress', 'In Progress', false],
    ['submitted', 'In Progress', false],
    ['completed', 'Completed', false],
    ['cancelled', 'Cancelled', false],
  ] as const)('%s are stored as %s', async (word, status, isOpen) => {
    const { job, jobId } = await aJob(app)[word]();

    expect(await storedJob(jobId)).toEqual(job);
    expect(job).toMatchObject({ status, isOpen });
    expect(job.history.at(-1)?.to).toBe(status);
  });

  it('have as many bidders as asked, each with a live quote', async () => {
    const { job, quotes, bidders } = await aJob(app).quoted(3);

    expect(bidders).toHaveLength(3);
    expect(await QuoteModel.countDocuments({ jobId: job._id, isLive: true })).toBe(quotes.length);
    expect(job).toMatchObject({ quoteCount: 3, cappedQuoteCount: 3 });
  });

  it('name the hired craftsman and what was agreed', async () => {
    const { job, craftsman, quote } = await aJob(app).hired();

    expect(job).toMatchObject({
      craftsmanId: craftsman.user._id,
      contract: { quoteId: quote._id },
      quoteCount: 0,
    });
    expect(quote).toMatchObject({ status: 'Accepted', isLive: false });
  });

  it('count quotes and invitations that come later', async () => {
    const { job, jobId } = await aJob(app).posted();
    const craftsman = await aVerifiedCraftsman(app);

    await anInvitation(app, { job, craftsman });
    await aQuote(app, { job, craftsman }, { isInvited: true });

    expect(await storedJob(jobId)).toMatchObject({
      quoteCount: 1,
      cappedQuoteCount: 0,
      pendingInvitationCount: 1,
    });
    expect(await InvitationModel.countDocuments({ isPending: true })).toBe(1);
  });
});
