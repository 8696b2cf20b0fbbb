/** Calls on the OA and business hosts: token in its header, envelope checked, one repetition after a refresh. */
import { createHmac } from 'node:crypto';
import type { z } from 'zod';
import { classifyError } from './errors';
import { redact } from './redact';
import { envelope } from './schemas';
import type { TokenKeeper } from './token-keeper';
import { type Transported, transport } from './transport';
import type { LocalCode, ZaloBaseUrls, ZaloErrorClass, ZaloFailure, ZaloLogger, ZaloUnknown } from './types';

export interface CallSpec<T> {
  surface: 'oa' | 'business';
  method: 'GET' | 'POST';
  path: string;
  /** GET on the OA host: one parameter `data` holding JSON. GET on the business host: ordinary parameters. */
  query?: Record<string, unknown>;
  json?: unknown;
  form?: FormData;
  /** What `data` must hold for the call to count as done. */
  schema: z.ZodType<T>;
  /** A send may not be repeated when its answer is lost; a read may. */
  effect: 'send' | 'read';
  /** Conversations answer with a bare array in place of the envelope. */
  bare?: boolean;
}

export type CallResult<T> = { ok: true; value: T } | ZaloFailure | ZaloUnknown;

export interface CallerOptions {
  keeper: TokenKeeper;
  baseUrls: ZaloBaseUrls;
  appSecret: string;
  appSecretProof: boolean;
  fetch: typeof fetch;
  timeoutMs: number;
  logger: ZaloLogger;
}

export type Caller = <T>(spec: CallSpec<T>) => Promise<CallResult<T>>;

export function createCaller(options: CallerOptions): Caller {
  return async function call(spec) {
    const token = await options.keeper.current();
    if (!token.ok) return token;
    const first = await once(options, spec, token.tokens.accessToken);
    if (first.ok || first.class !== 'REFRESH') return first;

    const renewed = await options.keeper.refresh(token.tokens.version);
    if (!renewed.ok) return renewed;
    const second = await once(options, spec, renewed.tokens.accessToken);
    // A token issued a moment ago and refused again will not be cured by a third one.
    return !second.ok && second.class === 'REFRESH' ? { ...second, class: 'RECONSENT' } : second;
  };
}

async function once<T>(
  options: CallerOptions,
  spec: CallSpec<T>,
  accessToken: string,
): Promise<CallResult<T>> {
  const headers: Record<string, string> = { access_token: accessToken };
  if (spec.json !== undefined) headers['Content-Type'] = 'application/json';
  if (options.appSecretProof) {
    headers.appsecret_proof = appSecretProof(options.appSecret, accessToken);
  }
  const body = spec.form ?? (spec.json === undefined ? undefined : JSON.stringify(spec.json));
  const answer = await transport(
    options.fetch,
    urlOf(options.baseUrls, spec),
    { method: spec.method, headers, ...(body === undefined ? {} : { body }) },
    options.timeoutMs,
  );
  const result = interpret(spec, answer);
  if (!result.ok) {
    const code = 'code' in result ? result.code : 'LOST';
    options.logger.warn(
      { surface: spec.surface, path: spec.path, code, class: result.class },
      'Zalo call not done',
    );
  }
  return result;
}

/** hex(HMAC-SHA256(key = app secret, message = access token)) */
export function appSecretProof(appSecret: string, accessToken: string): string {
  return createHmac('sha256', appSecret).update(accessToken).digest('hex');
}

function urlOf(baseUrls: ZaloBaseUrls, spec: Pick<CallSpec<unknown>, 'surface' | 'path' | 'query'>): string {
  const base = spec.surface === 'oa' ? baseUrls.oaBaseUrl : baseUrls.businessBaseUrl;
  if (!spec.query) return `${base}${spec.path}`;
  const query =
    spec.surface === 'oa'
      ? new URLSearchParams({ data: JSON.stringify(spec.query) })
      : new URLSearchParams(Object.entries(spec.query).map(([key, value]) => [key, String(value)]));
  return `${base}${spec.path}?${query}`;
}

function interpret<T>(spec: CallSpec<T>, answer: Transported): CallResult<T> {
  if (answer.kind === 'not_sent') return local(spec, 'NOT_SENT', answer.reason, 'RETRY', 0);
  if (answer.kind === 'lost') return unanswered(spec, answer.reason, 0);

  if (answer.kind === 'answered') {
    if (spec.bare && Array.isArray(answer.json)) return take(spec, answer.json, answer.status, answer.json);
    const parsed = envelope.safeParse(answer.json);
    if (parsed.success) {
      const { error, message = '', data } = parsed.data;
      if (error === 0 && answer.status < 300) return take(spec, data, answer.status, answer.json);
      if (error !== 0) {
        const errorClass =
          answer.status === 401 ? 'REFRESH' : classifyError(spec.surface, error, message).class;
        return {
          ok: false,
          surface: spec.surface,
          code: error,
          zaloMessage: message,
          class: errorClass,
          httpStatus: answer.status,
          raw: redact(answer.json),
        };
      }
    }
  }
  if (answer.status === 401) return local(spec, 'NO_ANSWER', 'HTTP 401', 'REFRESH', 401);
  // A gateway that answers 4xx did not execute; anything else in this state may have.
  if (answer.status >= 400 && answer.status < 500) {
    return local(spec, 'NO_ANSWER', `HTTP ${answer.status}`, 'RETRY', answer.status);
  }
  return unanswered(spec, `HTTP ${answer.status} without an envelope`, answer.status);
}

/** Success needs the id that the call is for, not only `error: 0`. */
function take<T>(spec: CallSpec<T>, data: unknown, httpStatus: number, raw: unknown): CallResult<T> {
  const parsed = spec.schema.safeParse(data);
  if (parsed.success) return { ok: true, value: parsed.data };
  if (spec.effect === 'send') return unanswered(spec, 'success without a message id', httpStatus);
  return {
    ...local(spec, 'EMPTY_ANSWER', 'success without the expected data', 'BUG', httpStatus),
    raw: redact(raw),
  };
}

function unanswered<T>(spec: CallSpec<T>, reason: string, httpStatus: number): ZaloFailure | ZaloUnknown {
  if (spec.effect === 'send') return { ok: false, class: 'UNKNOWN_OUTCOME', surface: spec.surface, reason };
  return local(spec, 'NO_ANSWER', reason, 'RETRY', httpStatus);
}

function local(
  spec: { surface: 'oa' | 'business' },
  code: LocalCode,
  zaloMessage: string,
  errorClass: ZaloErrorClass,
  httpStatus: number,
): ZaloFailure {
  return { ok: false, surface: spec.surface, code, zaloMessage, class: errorClass, httpStatus, raw: null };
}
