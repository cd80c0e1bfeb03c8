/** Where failures go that somebody must look at. */
export interface ErrorTracker {
  capture(error: unknown, fields: { readonly requestId: string; readonly route?: string | undefined }): void;
}

/** For a server without Sentry. */
export const noErrorTracker: ErrorTracker = { capture: () => undefined };

/** Sentry when a DSN is given; its SDK is loaded only then. Nothing of a request but its id and route is sent. */
export async function makeErrorTracker(dsn: string | undefined): Promise<ErrorTracker> {
  if (!dsn) {
    return noErrorTracker;
  }
  const sentry = await import('@sentry/node');
  sentry.init({ dsn, sendDefaultPii: false, defaultIntegrations: false, tracesSampleRate: 0 });
  return {
    capture: (error, { requestId, route }) => {
      sentry.captureException(error, { tags: { requestId, ...(route && { route }) } });
    },
  };
}
