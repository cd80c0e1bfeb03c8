/** A line between the processes of one server. What is said while somebody cannot hear it is lost: nothing may depend on it. */
export interface Bus {
  /** Says it to all who listen now, ourselves among them, and gives their number; fails at once while the line is cut. */
  publish(text: string): Promise<number>;
  /** Hears what is said from now on, also again after the line was cut. */
  listen(hear: (text: string) => void): void;
}
