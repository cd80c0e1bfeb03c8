import { createHash } from 'node:crypto';
import type { MessageCatcher } from '../mail/provider';
import type { PushProvider } from './provider';

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Pushes that stay here: each device's is caught in the developer inbox. */
export const makeLocalPush = (inbox: MessageCatcher): PushProvider => ({
  name: 'local',
  async send({ tokens, title, body, idempotencyKey, signal }) {
    for (const token of tokens) {
      signal?.throwIfAborted();
      await inbox.add({
        channel: 'push',
        to: token,
        subject: title,
        text: body,
        idempotencyKey: `${idempotencyKey}:${digest(token)}`,
      });
    }
    return { deadTokens: [], missed: [] };
  },
});
