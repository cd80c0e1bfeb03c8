import { openDatabase } from '../../scripts/local-mongo';

/** A server as far as its database goes: opens the folder, says the address, and stays. */
async function main([dataDir = '']: string[]): Promise<void> {
  const { uri } = await openDatabase({ dataDir, allowDownload: false, say: (line) => console.error(line) });
  console.log(uri);
  setInterval(() => undefined, 60_000);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
