import { startMoodyServer, type MoodyServer, type VendorRequest } from './moodyServer';

/** A server that takes webhooks as ours does, and keeps them. */
export interface WebhookReceiver extends MoodyServer {
  readonly taken: VendorRequest[];
}

/** Starts one; moods say what it answers instead of 200. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const taken: VendorRequest[] = [];
  const server = await startMoodyServer((request) => {
    taken.push(request);
    return { status: 200, body: { success: true } };
  });
  return { ...server, taken };
}
