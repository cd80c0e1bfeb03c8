import type { AuthEvents } from './events/auth.events';
import type { SettingEvents } from './events/setting.events';

/**
 * The catalogue of facts: past tense, ids and figures, never whole documents and never a secret.
 * One part per resource in `events/`, joined here by `&`.
 */
export type EventMap = AuthEvents & SettingEvents;
