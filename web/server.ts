/** Starts the portal on a socket. */
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app';
import type { WebOptions } from './deps';

export type { Clock, Intake, Messenger, WebOptions, ZaloWebhookOptions } from './deps';

export interface StartOptions extends Omit<WebOptions, 'publicUrl'> {
  /** Default: the address the server listens on. */
  publicUrl?: string;
  /** 0 (default): any free port. */
  port?: number;
  /** Default '127.0.0.1'. */
  host?: string;
}

export interface WebServer {
  /** Where it listens: 'http://127.0.0.1:43210'. */
  url: string;
  /** Stops taking requests and ends when those under way are answered. */
  close(): Promise<void>;
}

/** Largest wait for one request; a 25 MB upload over a slow line fits into it. */
const REQUEST_TIMEOUT_MS = 300_000;

export async function startWeb({
  port = 0,
  host = '127.0.0.1',
  publicUrl,
  ...options
}: StartOptions): Promise<WebServer> {
  let fetch: (request: Request, env: unknown) => Response | Promise<Response> = () =>
    new Response(null, { status: 503 });
  const server = createAdaptorServer({ fetch: (request, env) => fetch(request, env) }) as Server; // http is its default
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('web server has no TCP address');
  const shownHost = host.includes(':') ? `[${host}]` : host;
  const url = `http://${shownHost}:${address.port}`;
  const app = createApp({ ...options, publicUrl: publicUrl ?? url });
  fetch = (request, env) => app.fetch(request, env as Record<string, unknown>); // the adapter's bindings, opaque here
  return {
    url,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
      }),
  };
}
