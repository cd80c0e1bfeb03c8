/** What a service needs of the log: a constant message and fields. */
export interface Logger {
  error(message: string, fields?: object): unknown;
  warn(message: string, fields?: object): unknown;
  info(message: string, fields?: object): unknown;
  debug(message: string, fields?: object): unknown;
}
