/** "Hôm nay": what waits for somebody of the office, each kind counted and its first few shown. */
import type { Database, Tx } from '../context';
import { printedNumber } from '../document-name';

const FEW = 5;
const RECENT_MS = 7 * 86_400_000;
const SOON_MS = 7 * 86_400_000;

export interface TodayItem {
  href: string;
  title: string;
  detail: string;
  at: Date | null;
}

export interface TodayGroup {
  count: number;
  items: TodayItem[];
}

export interface Today {
  proposals: TodayGroup;
  submitted: TodayGroup;
  extensions: TodayGroup;
  drafts: TodayGroup;
  summaries: TodayGroup;
  badRoutes: TodayGroup;
  failedMessages: TodayGroup;
  provisional: TodayGroup;
  dueSoon: TodayGroup;
}

const REPORT = {
  unit: { select: { name: true } },
  period: { select: { label: true } },
  plan: { select: { title: true, number: true, symbol: true } },
} as const;

export async function today(
  db: Database | Tx,
  { organizationId, asOf }: { organizationId: string; asOf: Date },
): Promise<Today> {
  const since = new Date(asOf.getTime() - RECENT_MS);
  const waiting = { organizationId, state: 'proposed' as const };
  const submittedWhere = { organizationId, state: 'submitted' as const };
  const requested = { organizationId, state: 'requested' as const };
  const draftWhere = { organizationId, state: 'draft' as const };
  const summaryWhere = {
    organizationId,
    OR: [
      { state: { in: ['draft' as const, 'reviewed' as const] } },
      { stale: true, state: 'issued' as const },
    ],
  };
  const badRoute = {
    organizationId,
    state: { in: ['bounced' as const, 'blocked' as const] },
    contact: { OR: [{ effectiveTo: null }, { effectiveTo: { gte: asOf } }] },
  };
  const failed = {
    organizationId,
    state: { in: ['bounced' as const, 'failed' as const, 'unknown' as const] },
    effectiveAt: { gte: since, lte: asOf },
  };
  const provisionalWhere = {
    organizationId,
    provisional: true,
    state: { in: ['open' as const, 'planned' as const] },
    dueAt: { gte: asOf, lte: new Date(asOf.getTime() + 200 * 86_400_000) },
    plan: { state: 'active' as const },
  };
  const soonWhere = {
    organizationId,
    state: 'open' as const,
    dueAt: { lte: new Date(asOf.getTime() + SOON_MS) },
    overdueFrom: { gt: asOf },
    plan: { state: 'active' as const },
  };
  const [
    proposals,
    submitted,
    extensions,
    drafts,
    summaries,
    badRoutes,
    failedMessages,
    provisional,
    dueSoon,
    counts,
  ] = await Promise.all([
    db.escalation.findMany({
      where: waiting,
      orderBy: { proposedAt: 'asc' },
      take: FEW,
      include: { obligation: { include: REPORT } },
    }),
    db.obligation.findMany({
      where: submittedWhere,
      orderBy: { firstSubmittedAt: 'asc' },
      take: FEW,
      include: REPORT,
    }),
    db.extension.findMany({
      where: requested,
      orderBy: { requestedAt: 'asc' },
      take: FEW,
      include: { obligation: { include: REPORT } },
    }),
    db.plan.findMany({
      where: draftWhere,
      orderBy: { createdAt: 'asc' },
      take: FEW,
      select: {
        id: true,
        title: true,
        createdAt: true,
        _count: { select: { questions: { where: { blocking: true, answeredAt: null } } } },
      },
    }),
    db.summary.findMany({
      where: summaryWhere,
      orderBy: { compiledAt: 'asc' },
      take: FEW,
      include: { plan: { select: { title: true } } },
    }),
    db.contactRoute.findMany({
      where: badRoute,
      orderBy: { id: 'asc' },
      take: FEW,
      include: { contact: { include: { unit: { select: { id: true, name: true } } } } },
    }),
    db.message.findMany({
      where: failed,
      orderBy: { effectiveAt: 'desc' },
      take: FEW,
      include: {
        contact: { select: { name: true, unit: { select: { name: true } } } },
        user: { select: { name: true } },
      },
    }),
    db.reportingPeriod.findMany({
      where: provisionalWhere,
      orderBy: { dueAt: 'asc' },
      take: FEW,
      include: { plan: { select: { id: true, title: true } } },
    }),
    db.obligation.findMany({ where: soonWhere, orderBy: { dueAt: 'asc' }, take: FEW, include: REPORT }),
    Promise.all([
      db.escalation.count({ where: waiting }),
      db.obligation.count({ where: submittedWhere }),
      db.extension.count({ where: requested }),
      db.plan.count({ where: draftWhere }),
      db.summary.count({ where: summaryWhere }),
      db.contactRoute.count({ where: badRoute }),
      db.message.count({ where: failed }),
      db.reportingPeriod.count({ where: provisionalWhere }),
      db.obligation.count({ where: soonWhere }),
    ]),
  ]);
  const report = (row: {
    unit: { name: string };
    period: { label: string };
    plan: { title: string; number: string | null; symbol: string | null };
  }) => ({
    title: row.unit.name,
    detail: `${row.period.label} · ${printedNumber(row.plan) ?? row.plan.title}`,
  });
  return {
    proposals: group(
      counts[0],
      proposals.map((row) => ({ ...report(row.obligation), href: `/de-nghi/${row.id}`, at: row.proposedAt })),
    ),
    submitted: group(
      counts[1],
      submitted.map((row) => ({ ...report(row), href: `/nghia-vu/${row.id}`, at: row.firstSubmittedAt })),
    ),
    extensions: group(
      counts[2],
      extensions.map((row) => ({
        ...report(row.obligation),
        href: `/nghia-vu/${row.obligationId}`,
        at: row.requestedAt,
      })),
    ),
    drafts: group(
      counts[3],
      drafts.map(({ id, title, createdAt, _count }) => ({
        href: `/ke-hoach/${id}`,
        title,
        detail:
          _count.questions > 0 ? `${_count.questions} câu hỏi cần trả lời` : 'đã trả lời hết, chờ kích hoạt',
        at: createdAt,
      })),
    ),
    summaries: group(
      counts[4],
      summaries.map(({ id, plan, halfYear, state, stale, compiledAt }) => ({
        href: `/tong-hop/${id}`,
        title: plan.title,
        detail: `${halfYear.replace(/^(\d+)-H(\d)$/, (_, year, half) => `6 tháng ${half === '1' ? 'đầu' : 'cuối'} năm ${year}`)}: ${
          stale ? 'số liệu đã thay đổi' : state === 'draft' ? 'chờ rà soát' : 'chờ phát hành'
        }`,
        at: compiledAt,
      })),
    ),
    badRoutes: group(
      counts[5],
      badRoutes.map(({ contact, address, stateReason }) => ({
        href: `/don-vi/${contact.unit.id}`,
        title: `${contact.unit.name}: ${contact.name}`,
        detail: `${address}${stateReason ? ` · ${stateReason}` : ''}`,
        at: null,
      })),
    ),
    failedMessages: group(
      counts[6],
      failedMessages.map(({ id, contact, user, reason, effectiveAt }) => ({
        href: `/tin-nhan/${id}`,
        title: contact ? `${contact.unit.name}: ${contact.name}` : (user?.name ?? 'không có người nhận'),
        detail: reason ?? '',
        at: effectiveAt,
      })),
    ),
    provisional: group(
      counts[7],
      provisional.map(({ plan, label, dueAt }) => ({
        href: `/ke-hoach/${plan.id}/vong-doi`,
        title: label,
        detail: plan.title,
        at: dueAt,
      })),
    ),
    dueSoon: group(
      counts[8],
      dueSoon.map((row) => ({ ...report(row), href: `/nghia-vu/${row.id}`, at: row.dueAt })),
    ),
  };
}

const group = (count: number, items: TodayItem[]): TodayGroup => ({ count, items });
