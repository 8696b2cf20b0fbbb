/** What every page behind a unit's link starts from: the opened link, its person and the instant. */
import type { Scope } from '../../../services/context';
import { type LinkRefusal, type OpenedLink, openLink, type Receipt } from '../../../services/links';
import type { Ctx, WebDeps } from '../../deps';
import { scopeOf } from '../../http/respond';

export type ReportLink = Extract<OpenedLink, { ok: true; purpose: 'report' }>;

export type LinkVisit =
  | { ok: true; token: string; opened: ReportLink; scope: Scope }
  | { ok: false; reason: LinkRefusal; message: string; receipt: Receipt | undefined };

/** Opens the token of the address for a report. A link made for a leader is none for a report. */
export async function visit(c: Ctx, deps: WebDeps): Promise<LinkVisit> {
  const token = c.req.param('token') ?? '';
  const opened = await openLink(deps.db, { token, secret: deps.linkSecret, asOf: deps.clock.now() });
  if (!opened.ok)
    return { ok: false, reason: opened.reason, message: opened.message, receipt: opened.receipt };
  if (opened.purpose !== 'report') {
    return {
      ok: false,
      reason: 'forged',
      message: 'Đường dẫn này không dùng để nộp báo cáo.',
      receipt: undefined,
    };
  }
  const actor = { kind: 'contact', id: opened.contact.id, name: opened.contact.name } as const;
  return { ok: true, token, opened, scope: scopeOf(opened.link.organizationId, actor, deps) };
}

export const pathOf = (token: string, rest = ''): string => `/b/${token}${rest}`;
