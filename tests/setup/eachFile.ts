import net from 'node:net';

// Nothing leaves the machine: a test that reaches out fails with the address that it wanted.
const connect = net.Socket.prototype.connect;
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '']);

net.Socket.prototype.connect = function refuseOutside(this: net.Socket, ...args: unknown[]): net.Socket {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const options =
    typeof first === 'object' && first !== null
      ? (first as { host?: string; path?: string })
      : { host: second };
  const isLocal =
    'path' in options && options.path
      ? true
      : LOOPBACK.has(typeof options.host === 'string' ? options.host : '');
  if (!isLocal) {
    throw new Error(`a test tried to reach ${String(options.host)}`);
  }
  return connect.apply(this, args as Parameters<typeof connect>);
};
