/** One request through Zalo's checks, in the order route → rate → token → account → JSON → parameters → recipient → quota. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as business from './business-host';
import type { Events } from './events';
import { consultation, groupText, templateByUser } from './messages';
import * as oa from './oa-host';
import { Refusal } from './refusal';
import type { Upload, World } from './world';

export interface SimRequest {
  surface: 'oa' | 'business';
  method: string;
  /** Below the host's base. */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

export interface SimResponse {
  status: number;
  headers?: Record<string, string>;
  json?: unknown;
  html?: string;
}

type Handler = (request: SimRequest) => unknown;

export function createRouter(world: World, events: Events): (request: SimRequest) => Promise<SimResponse> {
  const data = (request: SimRequest) => parseJson(request.query.get('data') ?? '', 'oa');
  const body = (request: SimRequest) => parseJson(request.body.toString('utf8'), request.surface);
  const uploader =
    (kind: Upload['kind']): Handler =>
    (request) =>
      oa.upload(world, kind, { contentType: request.headers['content-type'] ?? '', body: request.body });
  const closed: Handler = () => {
    throw new Refusal(world.switches.legacyPathCode, 'message type is invalid or not support');
  };

  const routes: Record<string, Handler> = {
    'oa POST /v3.0/oa/message/cs': (request) => consultation(world, events, body(request)),
    'oa POST /v3.0/oa/message/template': (request) => templateByUser(world, events, body(request)),
    'oa POST /v3.0/oa/message/transaction': closed,
    'oa POST /v3.0/oa/message/promotion': closed,
    'oa POST /v3.0/oa/group/message': (request) => groupText(world, body(request)),
    'oa POST /v3.0/oa/quota/message': (request) => oa.messageQuota(world, body(request)),
    'oa POST /v2.0/oa/quota/message': () => ({ type: 'active', remain: 2_000, total: 2_000 }),
    'oa GET /v2.0/oa/getoa': () => oa.getOa(world),
    'oa GET /v3.0/oa/user/detail': (request) => oa.userDetail(world, data(request)),
    'oa GET /v3.0/oa/user/getlist': (request) => oa.userList(world, data(request)),
    'oa GET /v2.0/oa/conversation': (request) => new Bare(oa.conversation(world, data(request))),
    'oa POST /v2.0/oa/tag/tagfollower': (request) => oa.tagUser(world, body(request), true),
    'oa POST /v2.0/oa/tag/rmfollowerfromtag': (request) => oa.tagUser(world, body(request), false),
    'oa GET /v2.0/oa/tag/gettagsofoa': () => oa.tagNames(world),
    'oa POST /v2.0/oa/upload/image': uploader('image'),
    'oa POST /v2.0/oa/upload/gif': uploader('gif'),
    'oa POST /v2.0/oa/upload/file': uploader('file'),
    'business POST /message/template': (request) => business.templateByPhone(world, events, body(request)),
    'business GET /template/info/v2': (request) => business.templateDetail(world, request.query),
    'business GET /template/all': (request) => new Listed(business.templateAll(world, request.query)),
    'business GET /message/status': (request) => business.messageStatus(world, request.query),
    'business GET /message/quota': () => business.phoneQuota(world),
    'business GET /quality': () => ({ oaCurrentQuality: 'HIGH', oa7dayQuality: 'HIGH' }),
  };

  return async function route(request) {
    const handler = routes[`${request.surface} ${request.method} ${request.path}`] ?? legacy(request);
    if (!handler) {
      const known = Object.keys(routes).some((key) => key.endsWith(` ${request.path}`));
      return known && request.surface === 'business'
        ? refused(new Refusal(-106, 'Method is unsupported'))
        : { status: 404, html: '<html><body>404 Not Found</body></html>' };
    }
    const rate = oa.countRequest(world);
    // Template messages by phone are not counted in it.
    const headers = request.surface === 'oa' ? rate.headers : {};
    if (request.surface === 'oa' && !rate.allowed) {
      return { ...refused(new Refusal(-32, 'application reached limit call api')), headers };
    }
    const dead = checkToken(world, request);
    if (dead) return { ...refused(dead), status: world.switches.http401OnDeadToken ? 401 : 200, headers };
    try {
      checkAccount(world, request.surface);
      const result = await handler(request);
      if (result instanceof Bare) return { status: 200, json: result.value, headers };
      const answer = result instanceof Listed ? result.value : { data: result };
      return { status: 200, json: { error: 0, message: 'Success', ...answer }, headers };
    } catch (error) {
      if (error instanceof Refusal) return { ...refused(error), headers };
      throw error;
    }
  };
}

/** A bare array in place of the envelope. */
class Bare {
  constructor(readonly value: unknown) {}
}
/** `data` with `metadata` beside it. */
class Listed {
  constructor(readonly value: object) {}
}

function legacy(request: SimRequest): Handler | undefined {
  if (request.surface !== 'oa' || !request.path.startsWith('/v2.0/oa/message')) return undefined;
  return () => {
    throw new Refusal(-240, 'MessageV2 API has been shut down');
  };
}

const refused = (refusal: Refusal): SimResponse => ({
  status: 200,
  json: { error: refusal.code, message: refusal.message },
});

/** Only the header named `access_token` counts; `Authorization` is not looked at. */
function checkToken(world: World, request: SimRequest): Refusal | undefined {
  const business = request.surface === 'business';
  const value = request.headers.access_token ?? '';
  const token = world.accessTokens.get(value);
  if (!token)
    return business
      ? new Refusal(-124, 'Access token invalid')
      : new Refusal(-216, 'Access token is invalid');
  if (token.state === 'rotated' || world.nowMs() > token.expiresMs) {
    return business
      ? new Refusal(-124, 'Access token invalid')
      : new Refusal(-220, 'access_token is expired or removed');
  }
  if (world.app.proofRequired) {
    const expected = createHmac('sha256', world.app.secret).update(value).digest();
    const given = Buffer.from(request.headers.appsecret_proof ?? '', 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return new Refusal(business ? -1_241 : -242, 'appsecret_proof is invalid');
    }
  }
  return undefined;
}

function checkAccount(world: World, surface: 'oa' | 'business'): void {
  const business = surface === 'business';
  if (!world.app.active) throw new Refusal(business ? -103 : -209, 'Application is not activated');
  if (!world.app.registered) throw new Refusal(business ? -120 : -212, 'App has not registed this api');
  if (world.oa.disabled) throw new Refusal(business ? -1_351 : -204, 'Offical Account is disable');
  if (!world.oa.consented) throw new Refusal(business ? -1_201 : -223, 'OA has not authorized this API');
  if (!world.oa.verified) throw new Refusal(business ? -135 : -221, 'OA needs to be verified');
}

function parseJson(raw: string, surface: 'oa' | 'business'): Record<string, unknown> {
  if (surface === 'business' && raw === '') throw new Refusal(-121, 'Body data is empty');
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    throw surface === 'business'
      ? new Refusal(-122, 'Body is not JSON')
      : new Refusal(-201, 'data is invalid!');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(-201, 'data is invalid!');
  return value as Record<string, unknown>;
}
