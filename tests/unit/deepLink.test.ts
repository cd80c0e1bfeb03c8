import { linkOf } from '../../src/services/notices/deepLink';

const APP = 'https://app.example.org';
const [JOB, DISPUTE] = ['665f1c2ab8a1f0d4c3e2b1a0', '665f1c2ab8a1f0d4c3e2b1a1'];

describe('the link of a notice', () => {
  it.each([
    [{ jobId: JOB, quoteId: DISPUTE, status: 'Hired' }, `/jobs/${JOB}`],
    [{ jobId: JOB, disputeId: DISPUTE }, `/disputes/${DISPUTE}`],
    [{ withdrawalId: JOB }, `/wallet/withdrawals/${JOB}`],
    [{ paymentId: DISPUTE, jobId: JOB }, `/jobs/${JOB}`],
    [{ paymentId: DISPUTE, jobId: undefined }, `/payments/${DISPUTE}`],
    [{ conversationId: DISPUTE, jobId: JOB }, `/conversations/${DISPUTE}`],
    [{ verificationId: JOB }, `/verification/${JOB}`],
    [{}, '/notifications'],
    [{ jobId: '../admin' }, '/notifications'],
    [{ jobId: { $ne: 1 } }, '/notifications'],
  ])('of %j leads to what it speaks of: %s', (data, path) => {
    expect(linkOf(APP, data)).toBe(`${APP}${path}`);
  });
});
