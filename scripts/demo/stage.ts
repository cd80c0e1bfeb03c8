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

const PATIENCE_MS = 30_000;
const POLL_MS = 50;

/** What is being waited for, and what has been seen of it so far. */
export interface Awaited {
  readonly expected: string;
  readonly found: () => unknown;
}

/** Looks again and again until there is something; ends the play when its patience is over. */
export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  { expected, found }: Awaited,
): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  let seen = await look();
  while (seen === undefined) {
    expectThat(performance.now() < deadline, expected, found());
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    seen = await look();
  }
  return seen;
}

/** A call of the server that is not waited for longer than that either. */
export const visit = (url: string, request: RequestInit = {}): Promise<Response> =>
  fetch(url, { ...request, signal: AbortSignal.timeout(PATIENCE_MS) });

/** An amount of minor units as people read it. */
export const pounds = (amountMinor: unknown): string => `EGP ${(Number(amountMinor) / 100).toFixed(2)}`;
