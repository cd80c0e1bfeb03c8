import type { Right } from '../../config/permissions';
import type { Id } from '../../utils/ids';

/** Something that waits for staff, with its clock. */
export interface InboxItem {
  /** What sort of thing: `verification`, `withdrawal`, `adjustment`, … */
  readonly kind: string;
  readonly id: Id;
  /** Since when it waits. */
  readonly since: Date;
  /** By when it should be dealt with; absent where there is no such promise. */
  readonly dueBy?: Date | undefined;
  /** Facts for a line of a list: ids, amounts, states; no secrets. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** One sort of things that wait: a further one is a file beside this and a line in the container. */
export interface InboxSource {
  readonly kind: string;
  /** Who sees it: whoever may also do something about it. */
  readonly right: Right;
  /** What waits longest, at most `limit`. */
  list(limit: number): Promise<readonly InboxItem[]>;
}
