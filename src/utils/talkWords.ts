/** The two sides of a conversation: the owner of the job and the craftsman. */
export const TALK_SIDES = ['client', 'craftsman'] as const;
export type TalkSide = (typeof TALK_SIDES)[number];

/** A figure of each side. */
export type PerSide<T> = Record<TalkSide, T>;

export const otherSide = (side: TalkSide): TalkSide => (side === 'client' ? 'craftsman' : 'client');

/** The longest message, and the most files in one. */
export const MESSAGE_LETTERS = 2_000;
export const MESSAGE_FILES = 5;
