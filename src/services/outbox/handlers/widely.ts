import type { ChannelName } from '../../notices/channel';

/** The ways of what matters at once (product.md section 4). */
export const WIDELY: readonly [ChannelName, ...ChannelName[]] = ['in-app', 'push', 'mail'];
