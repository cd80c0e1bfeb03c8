import { createServer, IncomingMessage, ServerResponse, type Server, type ServerOptions } from 'node:http';
import type { Express, Request, Response } from 'express';

/**
 * A server whose requests and answers are Express's from birth. Express gives each its prototype on arrival, and the
 * engine forgets what it knew of an object whose prototype changes: that cost half of the CPU time of a small request.
 */
export function createHttpServer(app: Express, options: ServerOptions = {}): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse<IncomingMessage> {}
  app.request = inherit(AppRequest.prototype, app.request) as Request;
  app.response = inherit(AppResponse.prototype, app.response) as Response;
  const born = { IncomingMessage: AppRequest, ServerResponse: AppResponse };
  return createServer({ ...options, ...born } as ServerOptions, app);
}

const inherit = (prototype: object, from: object): object => Object.setPrototypeOf(prototype, from) as object;
