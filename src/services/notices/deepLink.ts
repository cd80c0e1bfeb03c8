/** The pages of the app by what a notice speaks of; the first that is named leads there. */
const PAGES = [
  ['conversationId', '/conversations/'],
  ['disputeId', '/disputes/'],
  ['withdrawalId', '/wallet/withdrawals/'],
  ['jobId', '/jobs/'],
  ['paymentId', '/payments/'],
  ['verificationId', '/verification/'],
] as const;
const ID = /^[0-9a-f]{24}$/;

/** Where a notice leads: the page of what it speaks of, else the list of notices. */
export function linkOf(appUrl: string, data: Readonly<Record<string, unknown>>): string {
  const [found] = PAGES.flatMap(([key, path]) => {
    const id = data[key];
    return typeof id === 'string' && ID.test(id) ? [`${path}${id}`] : [];
  });
  return `${appUrl}${found ?? '/notifications'}`;
}
