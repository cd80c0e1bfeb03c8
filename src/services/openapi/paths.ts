const PARAMETER = /[:*]([A-Za-z_][A-Za-z0-9_]*)/g;

/** Express path syntax in OpenAPI's: `/jobs/:jobId` is `/jobs/{jobId}`. */
export function openApiPath(path: string): string {
  if (/[{}]/.test(path)) {
    throw new Error(`Optional parts cannot be documented: declare two paths instead of ${path}`);
  }
  return path.replace(PARAMETER, '{$1}');
}

/** The names of the parameters in an Express path. */
export const pathParameters = (path: string): string[] =>
  [...path.matchAll(PARAMETER)].map((match) => match[1] ?? '');

/** Joins a base, a prefix and a path without doubled or trailing slashes. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.join('/').replace(/\/{2,}/g, '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : '/';
}
