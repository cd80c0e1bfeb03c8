import { io, type Socket } from 'socket.io-client';
import { expectThat, pounds, say, until, visit } from './stage';

export interface Heard {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export type Json = Readonly<Record<string, unknown>>;

/** The answer of the server: its status and its JSON. */
export interface Answer {
  readonly status: number;
  readonly body: Json & { readonly data?: unknown };
}

/** Somebody who plays: calls the server and hears its sockets. */
export interface Person {
  readonly name: string;
  readonly id: string;
  /** Any answer. */
  ask(method: string, path: string, body?: Json | FormData): Promise<Answer>;
  /** The data of a good answer; anything else ends the play. */
  do(method: string, path: string, body?: Json | FormData): Promise<Json>;
  /** Waits until this event came; `about` are fields that it must have. */
  hears(event: string, about: Json): Promise<void>;
  leave(): void;
}

export interface Login {
  readonly name: string;
  readonly path: string;
  readonly body: Json;
}

/** Signs somebody up or in, and connects his socket. */
export async function enter(url: string, { name, path, body }: Login): Promise<Person> {
  const { body: answer, status } = await call(`${url}${path}`, { method: 'POST', body });
  const { token, user } = (answer.data ?? {}) as { token?: string; user?: { id: string } };
  if (token === undefined || user === undefined) {
    throw new Error(`${name} wanted to sign in: the server said ${status} ${JSON.stringify(answer)}`);
  }
  const socket = await connected(url, token);
  const heard: Heard[] = [];
  socket.onAny((event: string, data: Json) => heard.push({ event, data }));
  const ask: Person['ask'] = (method, to, given) => call(`${url}/api${to}`, { method, body: given, token });
  return {
    name,
    id: user.id,
    ask,
    do: async (method, to, given) => {
      const result = await ask(method, to, given);
      const said = `${result.status} ${JSON.stringify(result.body)}`;
      expectThat(result.status < 300, `${name}: ${method} ${to} succeeds`, said);
      return (result.body.data ?? {}) as Json;
    },
    hears: (event, about) => untilHeard({ name, heard }, { event, data: about }),
    leave: () => void socket.close(),
  };
}

interface Call {
  readonly method: string;
  readonly body?: Json | FormData | undefined;
  readonly token?: string;
}

async function call(url: string, { method, body, token }: Call): Promise<Answer> {
  const isForm = body instanceof FormData;
  const answer = await visit(url, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

function connected(url: string, token: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], auth: { token }, reconnection: false, forceNew: true });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

async function untilHeard(
  { name, heard }: { readonly name: string; readonly heard: readonly Heard[] },
  { event, data }: Heard,
): Promise<void> {
  const fits = (one: Heard): boolean =>
    one.event === event && Object.entries(data).every(([key, value]) => one.data[key] === value);
  const found = await until(() => heard.findLast(fits), {
    expected: `${name} hears ${event} ${JSON.stringify(data)}`,
    found: () => heard.map((one) => `${one.event} ${JSON.stringify(one.data)}`).join('; '),
  });
  say(`    ${name} hears ${event}: ${wordsOf(found.data)}`);
}

/** What a person would read of it: a notice's own words, else what has become of what, and how much it is. */
function wordsOf({ title, message, content, upTo, status, event, amount }: Json): string {
  const said = [title, message, content].filter((part) => typeof part === 'string');
  if (said.length > 0) {
    return said.join(' — ');
  }
  const sum = typeof amount === 'number' ? [pounds(amount)] : [];
  return [status ?? event ?? `up to ${String(upTo)}`, ...sum].map(String).join(', ');
}
