/** The window in which both sides review each other, open from completion on. */
export interface JobReviews {
  closesAt: Date;
  /** When what was written is revealed by itself; absent once that is over, and while a dispute pauses it. */
  revealsAt?: Date;
  /** The sides that have written, for nobody's eyes; each writer changes it, so that two at once do not overlook each other. */
  written: ('client' | 'craftsman')[];
  /** The sides that were told that the other one has written: once, whatever becomes of it. */
  told: ('client' | 'craftsman')[];
}
