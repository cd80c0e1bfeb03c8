/** Ends the engine that the global setup started. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.stopTestDatabase?.();
}
