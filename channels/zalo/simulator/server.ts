/** The socket side: one HTTP server for three hosts, transport faults, the page, and the control forms. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SimulatorControl } from './control';
import type { FaultKind, Faults } from './faults';
import { consent, tokenEndpoint } from './oauth';
import { renderPage } from './page';
import type { SimRequest, SimResponse } from './router';
import type { World } from './world';

/** More than any upload that Zalo takes, so that the size rule answers and not the socket. */
const MAX_BODY_BYTES = 12 * 1024 * 1024;

export interface ServerDeps {
  world: World;
  faults: Faults;
  control: SimulatorControl;
  route: (request: SimRequest) => Promise<SimResponse>;
  changed: () => void;
}

export function createSimulatorServer(deps: ServerDeps): Server {
  return createServer((request, response) => {
    handle(deps, request, response).catch(() => response.destroy());
  });
}

async function handle(deps: ServerDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://simulator');
  const [, surface = '', ...rest] = url.pathname.split('/');
  if (surface === '' || surface === '_control') return controlPage(deps, request, response, url);
  if (surface !== 'oauth' && surface !== 'oa' && surface !== 'business')
    return answer(response, { status: 404, html: '404' });

  const path = `/${rest.join('/')}`;
  const body = await bodyOf(request);
  const fault = deps.faults.take(surface, path);
  const early = fault && beforeExecution(fault);
  if (early === 'silence') return;
  if (early === 'reset') return void request.socket.destroy();
  if (early) return answer(response, early);

  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  const result =
    surface === 'oauth'
      ? oauth(deps.world, request.method ?? '', path, url.searchParams, headers, body.toString('utf8'))
      : await deps.route({
          surface,
          method: request.method ?? '',
          path,
          query: url.searchParams,
          headers,
          body,
        });

  if (request.method !== 'GET') deps.changed();
  if (fault?.kind === 'timeout_after') return;
  if (fault?.kind === 'reset_after') return void request.socket.destroy();
  if (fault?.kind === 'html_after')
    return answer(response, { status: 502, html: '<html><body>502 Bad Gateway</body></html>' });
  if (fault?.kind === 'empty_success')
    return answer(response, { status: 200, json: { error: 0, message: 'Success', data: {} } });
  answer(response, result);
}

function beforeExecution(fault: FaultKind): SimResponse | 'silence' | 'reset' | undefined {
  switch (fault.kind) {
    case 'error':
      return {
        status: 200,
        json: {
          error: fault.code,
          message: fault.message ?? 'Injected',
          error_name: fault.message ?? 'Injected',
        },
      };
    case 'http_500':
      return { status: 500, html: '<html><body>500 Internal Server Error</body></html>' };
    case 'http_401':
      return { status: 401, json: { error: 401, message: 'Unauthorized' } };
    case 'timeout_before':
      return 'silence';
    case 'reset_before':
      return 'reset';
    default:
      return undefined;
  }
}

function oauth(
  world: World,
  method: string,
  path: string,
  query: URLSearchParams,
  headers: Record<string, string>,
  body: string,
): SimResponse {
  if (method === 'GET' && path === '/v4/oa/permission') {
    const result = consent(world, query);
    return 'redirect' in result
      ? { status: 302, headers: { Location: result.redirect } }
      : { status: 200, json: result.error };
  }
  if (method === 'POST' && path === '/v4/oa/access_token') {
    const input = { contentType: headers['content-type'] ?? '', secretKey: headers.secret_key ?? '', body };
    return { status: 200, json: tokenEndpoint(world, input) };
  }
  return { status: 404, html: '404' };
}

async function controlPage(
  deps: ServerDeps,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { control } = deps;
  if (request.method === 'GET' && url.pathname === '/')
    return answer(response, { status: 200, html: renderPage(deps.world) });
  if (request.method === 'GET' && url.pathname === '/_control/outbox')
    return answer(response, { status: 200, json: control.outbox() });
  if (request.method !== 'POST') return answer(response, { status: 404, html: '404' });

  const form = new URLSearchParams((await bodyOf(request)).toString('utf8'));
  const userId = form.get('userId') ?? '';
  switch (url.pathname) {
    case '/_control/say':
      await control.say(userId, form.get('text') ?? '');
      break;
    case '/_control/follow':
      await control.follow(userId);
      break;
    case '/_control/press':
      await control.press(form.get('messageId') ?? '', Number(form.get('button') ?? 0));
      break;
    default:
      return answer(response, { status: 404, html: '404' });
  }
  answer(response, { status: 303, headers: { Location: '/' } });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    size += part.byteLength;
    if (size > MAX_BODY_BYTES) throw new Error('body too large');
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

function answer(response: ServerResponse, result: SimResponse): void {
  const body = result.html ?? (result.json === undefined ? '' : JSON.stringify(result.json));
  const type = result.html === undefined ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8';
  response.writeHead(result.status, { 'Content-Type': type, ...result.headers }).end(body);
}
