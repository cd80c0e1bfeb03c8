/** Addresses with a database name in them: without one the drivers would use "test". */

/** The address of a database that listens on this machine as replica set rs0. */
export function uriOf(port: number, database: string): string {
  return `mongodb://127.0.0.1:${port}/${database}?replicaSet=rs0`;
}

/** The given address, with the database's name if it names none. */
export function withDatabase(uri: string, database: string): string {
  const { prefix, path, query } = split(uri);
  return `${prefix}/${path === '' ? database : path}${query}`;
}

/** The name of the database in an address; undefined if it names none. */
export function databaseIn(uri: string): string | undefined {
  const { path } = split(uri);
  return path === '' ? undefined : decodeURIComponent(path);
}

function split(uri: string): { prefix: string; path: string; query: string } {
  const scheme = uri.indexOf('://') + 3;
  const queryAt = uri.indexOf('?', scheme);
  const address = queryAt < 0 ? uri : uri.slice(0, queryAt);
  const slash = address.indexOf('/', scheme);
  return {
    prefix: slash < 0 ? address : address.slice(0, slash),
    path: slash < 0 ? '' : address.slice(slash + 1),
    query: queryAt < 0 ? '' : uri.slice(queryAt),
  };
}
