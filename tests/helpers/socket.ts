import { once, type EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { createApp } from '../../src/app';
import { makeContainer, type Container, type ContainerOptions } from '../../src/container';
import type { TrustProxy } from '../../src/utils/clientAddress';
import type { TestApp } from './app';

/** One server process: its own container, port and sockets, on the same database as the others. */
export interface SocketProcess {
  readonly container: Container;
  readonly port: number;
  close(): Promise<void>;
}

export interface Heard {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An app that is connected, with everything that it has heard. */
export interface TestSocket {
  readonly socket: Socket;
  readonly heard: Heard[];
  /** The ids of what it has heard, in the order of arrival. */
  ids(): unknown[];
}

/** Starts a process that serves sockets beside the tests' app, with the app's configuration and clock. */
export async function startSocketProcess(
  app: TestApp,
  options: Pick<ContainerOptions, 'socketFigures'> = {},
): Promise<SocketProcess> {
  const { config, clock, logger } = app.container;
  const container = makeContainer({ config, clock, logger, ...options });
  const express = createApp(container);
  const server = createServer(express);
  container.gateway.attach(server, express.get('trust proxy fn') as TrustProxy);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { container, port, close: () => stop(server, container) };
}

async function stop(server: Server, { gateway }: Container): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  gateway.close();
  server.closeAllConnections();
  await closed;
}

export type Handshake = Partial<ManagerOptions & SocketOptions>;

/** Connects and waits for the answer: a socket that is in, or the error that refused it. */
export function connectSocket(port: number, options: Handshake, namespace = '/'): Promise<TestSocket> {
  const test = openSocket(port, options, namespace);
  return new Promise((resolve, reject) => {
    test.socket.once('connect', () => resolve(test));
    test.socket.once('connect_error', (error) => {
      test.socket.close();
      reject(error);
    });
  });
}

/** Opens a socket without waiting. */
export function openSocket(port: number, options: Handshake, namespace = '/'): TestSocket {
  const socket = io(`http://127.0.0.1:${port}${namespace}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    ...options,
  });
  const heard: Heard[] = [];
  socket.onAny((event: string, data: Heard['data']) => heard.push({ event, data }));
  return { socket, heard, ids: () => heard.map(({ data }) => data['id']) };
}

/** Resolves once `isTrue`; the test's own time limit is the only other end. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** All that the app has sent so far is with the server: a frame sent after it was answered. */
export async function arrived({ socket }: TestSocket): Promise<void> {
  const { engine } = socket.io;
  await until(() => engine.writeBuffer.length === 0);
  const { ws } = engine.transport as unknown as { readonly ws: EventEmitter & { ping(): void } };
  const answered = once(ws, 'pong');
  ws.ping();
  await answered;
}

/** The reason for which the server ended the connection. */
export const disconnected = ({ socket }: TestSocket): Promise<string> =>
  socket.connected
    ? new Promise((resolve) => socket.once('disconnect', (reason) => resolve(reason)))
    : Promise.resolve('disconnected already');
