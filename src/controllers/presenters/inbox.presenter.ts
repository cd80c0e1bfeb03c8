import type { DevMessage } from '../../models/devMessage.model';

/** A caught message as developers see it. */
export const presentDevMessage = ({ channel, to, subject, text, html, at }: DevMessage) => ({
  channel,
  to,
  subject,
  text,
  html: html ?? null,
  at: at.toISOString(),
});

export type ShownMessage = ReturnType<typeof presentDevMessage>;
