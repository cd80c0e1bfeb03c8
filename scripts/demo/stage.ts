/** Prints a line of the play. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Ends the play when something is not as expected, and says what was. */
export function expectThat(isSo: boolean, expected: string, found: unknown): void {
  if (!isSo) {
    throw new Error(
      `expected: ${expected}\n   found: ${typeof found === 'string' ? found : JSON.stringify(found)}`,
    );
  }
}
