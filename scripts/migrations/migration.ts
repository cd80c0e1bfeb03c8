/** A change of what is stored. Forward only; it may die at any point, so running it again must do no harm. */
export interface Migration {
  /** `YYYY-MM-DD-what-it-does`: the order of the names is the order in which they run. Never renamed. */
  readonly name: string;
  /** Changes the data and says how many documents it has changed. */
  run(): Promise<number>;
}
