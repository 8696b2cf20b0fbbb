/** How handlers answer: a page, a redirect after a change, a refusal, a file. */
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ERROR_CATALOGUE } from '../../domain/errors';
import type { Actor, Scope } from '../../services/context';
import type { Ctx, WebDeps } from '../deps';
import type { FormProblem } from '../ui/form';
import { documentOf } from '../ui/layout';

export function page(
  c: Ctx,
  content: Child,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  return c.html(documentOf(content), status);
}

/** The shape in which every use case refuses. */
export interface ServiceError {
  code: string;
  field?: string | null | undefined;
  message: string;
}

/** HTTP status of a refusal: the catalogue's, 422 for codes that are not in it. */
export function statusOf({ code }: Pick<ServiceError, 'code'>): ContentfulStatusCode {
  const entries: Record<string, { status: ContentfulStatusCode } | undefined> = ERROR_CATALOGUE;
  return entries[code]?.status ?? 422;
}

/** A refusal as the form shows it; `fields` maps the service's field names to ids on the page. */
export function problemOf(error: ServiceError, fields: Record<string, string> = {}): FormProblem {
  const field = error.field ?? null;
  return { field: field === null ? null : (fields[field] ?? field), message: error.message };
}

export function scopeOf(organizationId: string, actor: Actor, { clock }: Pick<WebDeps, 'clock'>): Scope {
  return { organizationId, actor, asOf: clock.now() };
}

export function staffScope(c: Ctx, deps: Pick<WebDeps, 'clock'>): Scope {
  const viewer = c.get('viewer');
  if (!viewer) throw new Error('scope without a session');
  return scopeOf(viewer.organizationId, { kind: 'user', id: viewer.id, name: viewer.name }, deps);
}

/** Tells running workflows of a change; a failure is only logged, as `reconcile` repairs it (law 1). */
export async function tell(c: Ctx, deps: WebDeps, organizationId: string): Promise<void> {
  try {
    await deps.messenger.deliver(organizationId);
  } catch (error) {
    deps.log?.({
      level: 'warn',
      message: `messages of organization ${organizationId} were not delivered; reconcile repairs them`,
      requestId: c.get('requestId'),
      error,
    });
  }
}

/** Sends a stored file. Everything but PDF and pictures is downloaded, never shown in the page's origin. */
export function file(
  c: Ctx,
  stored: { name: string; contentType: string; bytes: Uint8Array },
  options: { inline?: boolean } = {},
): Response {
  const shown = options.inline && /^(application\/pdf|image\/(png|jpeg))$/.test(stored.contentType);
  const ascii = stored.name.normalize('NFD').replace(/[^\x20-\x7e]|["\\]/g, '') || 'tep';
  return c.body(Uint8Array.from(stored.bytes), 200, {
    'content-type': shown ? stored.contentType : downloadType(stored.contentType),
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(stored.name)}`,
    'cache-control': 'private, no-store',
  });
}

const downloadType = (type: string): string =>
  /^(text|image)\/(html|svg)/.test(type) ? 'application/octet-stream' : type;
