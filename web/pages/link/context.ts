/** What every page behind a unit's link starts from: the opened link, its person and the instant. */
import type { Scope } from '../../../services/context';
import {
  createReportLink,
  type LinkHolder,
  type LinkRefusal,
  type OpenedLink,
  openLink,
  type Receipt,
  signToken,
} from '../../../services/links';
import type { ReportView } from '../../../services/queries/unit-reports';
import type { Ctx, WebDeps } from '../../deps';
import { scopeOf } from '../../http/respond';
import type { FormProblem } from '../../ui/form';

export type ReportLink = Extract<OpenedLink, { ok: true; purpose: 'report' }>;

export type LinkVisit =
  | { ok: true; token: string; opened: ReportLink; scope: Scope }
  | { ok: false; reason: LinkRefusal; message: string; receipt: Receipt | undefined; holder?: LinkHolder };

export type Visited = Extract<LinkVisit, { ok: true }>;

/** A page that needs the link and the report behind it. */
export type Handler = (c: Ctx, visited: Visited, view: ReportView) => Response | Promise<Response>;

export type ShowCheck = (
  c: Ctx,
  visited: Visited,
  view: ReportView,
  state?: {
    problems?: FormProblem[];
    typed?: { nilName: string; nilConfirmed: boolean; onBehalfOfName: string };
  },
) => Promise<Response>;

/** Opens the token of the address for a report. A link made for a leader is none for a report. */
export async function visit(c: Ctx, deps: WebDeps): Promise<LinkVisit> {
  const token = c.req.param('token') ?? '';
  const opened = await openLink(deps.db, { token, secret: deps.linkSecret, asOf: deps.clock.now() });
  if (!opened.ok)
    return {
      ok: false,
      reason: opened.reason,
      message: opened.message,
      receipt: opened.receipt,
      ...(opened.holder ? { holder: opened.holder } : {}),
    };
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

/** Token of this person's link to another open report of their unit; null where there is no such report. */
export async function linkTo(
  deps: WebDeps,
  { scope, opened }: Visited,
  obligationId: string,
): Promise<string | null> {
  const { organizationId } = scope;
  if (!/^[0-9a-f-]{36}$/i.test(obligationId)) return null;
  const obligation = await deps.db.obligation.findFirst({
    where: { organizationId, id: obligationId, unitId: opened.unit.id, state: { in: ['open', 'returned'] } },
    select: { id: true, period: { select: { locksAt: true } } },
  });
  if (!obligation) return null;
  // Never shorter than the link in hand; the lock itself is looked at whenever a link is opened.
  const expiresAt = new Date(Math.max(opened.link.expiresAt.getTime(), obligation.period.locksAt.getTime()));
  const linkId = await deps.db.$transaction((tx) =>
    createReportLink(tx, scope, { contactId: opened.contact.id, obligationId, expiresAt }),
  );
  return signToken(linkId, deps.linkSecret);
}
