import type { Postgres, Statement } from './postgres';

const EVERY_MS = 60_000;

/** What DocumentDB leaves to scheduled jobs, and the gateway's own old records. */
const JOBS: readonly Statement[] = [
  { name: 'delete_expired', text: 'CALL documentdb_api_internal.delete_expired_rows()' },
  { name: 'delete_cursor_files', text: 'SELECT documentdb_api_internal.cursor_directory_cleanup()' },
  {
    name: 'delete_retry_records',
    text: "DELETE FROM documentdb_data.retryable_writes WHERE write_time < now() - interval '30 minutes'",
  },
  {
    name: 'delete_commit_records',
    text: "DELETE FROM craftworks_gateway.commits WHERE committed_at < now() - interval '30 minutes'",
  },
];

/** Deletes documents past their TTL, stale cursor files and old retry records, once a minute. */
export function startHousekeeping(postgres: Postgres, alsoForget: () => void): () => void {
  const timer = setInterval(() => {
    alsoForget();
    void runJobs(postgres);
  }, EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** Runs every job once; a job that fails is logged and tried again a minute later. */
export async function runJobs(postgres: Postgres): Promise<void> {
  for (const job of JOBS) {
    await postgres
      .run(job, [])
      .catch((error: unknown) => console.error(`gateway: ${job.name} failed:`, error));
  }
}
