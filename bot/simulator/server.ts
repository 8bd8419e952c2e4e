import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { ApiServer } from './apiServer.ts';
import type { Chat } from './chat.ts';
import { HttpError, send, sendJson } from './http.ts';
import { PageLogin } from './pageLogin.ts';
import { sendArticle, sendMedium, sendPage } from './pages.ts';
import type { Platform } from './platform.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/** One HTTP server for the platform's API, its media and the chat page. */
export function serve(platform: Platform, api: ApiServer, chat: Chat): Server {
  const login = new PageLogin(platform);
  const route = async (request: IncomingMessage, response: ServerResponse) => {
    // A page elsewhere must not reach this one through a name that points at 127.0.0.1.
    if (!LOOPBACK.test(request.headers.host ?? '')) throw new HttpError(403, 'loopback only');
    const url = new URL(request.url ?? '/', platform.url);
    const { pathname } = url;
    if (login.serves(pathname)) return login.handle(request, response, url);
    if (api.serves(pathname)) return api.handle(request, response, url);
    if (pathname.startsWith('/chat/')) return chat.handle(request, response, pathname);
    if (pathname.startsWith('/media/'))
      return sendMedium(response, platform, pathname.slice('/media/'.length));
    if (pathname.startsWith('/article/')) {
      return sendArticle(response, platform, pathname.slice('/article/'.length));
    }
    if (pathname === '/health') return sendJson(response, { ok: true, verified: platform.callback.verified });
    return sendPage(response, pathname);
  };
  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return void response.destroy();
      const status = error instanceof HttpError ? error.status : 500;
      if (!(error instanceof HttpError)) platform.log.warn({ err: error }, 'simulator request failed');
      send(response, status, (error as Error).message, { 'content-type': 'text/plain; charset=utf-8' });
    });
  });
  // Clients keep their connections as they would with the real platform.
  server.keepAliveTimeout = 65_000;
  return server;
}
