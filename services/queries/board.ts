/** Who owes what: periods with their counts, and single reports by filter. Two grouped queries however many plans there are. */
import type { Prisma } from '../../prisma/generated/client';
import type { Database, Tx } from '../context';
import { printedNumber } from '../document-name';

export const PAGE_SIZE = 60;

export const STATE_FILTERS = {
  'con-no': 'Còn nợ',
  'qua-han': 'Quá hạn',
  'sap-den': 'Sắp đến hạn (7 ngày)',
  'da-nop': 'Đã nộp, chờ xem',
  'tra-lai': 'Trả lại',
  'da-nhan': 'Đã nhận',
  mien: 'Miễn, đã hủy',
  'chua-den': 'Chưa đến kỳ',
} as const;
export type StateFilter = keyof typeof STATE_FILTERS;

export interface BoardFilter {
  organizationId: string;
  asOf: Date;
  planId?: string | undefined;
  periodId?: string | undefined;
  unitId?: string | undefined;
  halfYear?: string | undefined;
  state?: StateFilter | undefined;
}

const SOON_MS = 7 * 86_400_000;

function whereState(state: StateFilter | undefined, asOf: Date): Prisma.ObligationWhereInput {
  switch (state) {
    case 'con-no':
      return { state: { in: ['open', 'returned'] } };
    case 'qua-han':
      return {
        OR: [
          { state: 'open', overdueFrom: { lte: asOf } },
          { state: 'returned', correctionDueAt: { lt: asOf } },
        ],
      };
    case 'sap-den':
      return {
        state: 'open',
        overdueFrom: { gt: asOf },
        dueAt: { lte: new Date(asOf.getTime() + SOON_MS) },
      };
    case 'da-nop':
      return { state: 'submitted' };
    case 'tra-lai':
      return { state: 'returned' };
    case 'da-nhan':
      return { state: 'accepted' };
    case 'mien':
      return { state: { in: ['exempt', 'cancelled'] } };
    case 'chua-den':
      return { state: 'expected' };
    case undefined:
      return { state: { not: 'expected' } };
  }
}

const whereOf = (filter: BoardFilter): Prisma.ObligationWhereInput => ({
  organizationId: filter.organizationId,
  ...(filter.planId ? { planId: filter.planId } : {}),
  ...(filter.periodId ? { periodId: filter.periodId } : {}),
  ...(filter.unitId ? { unitId: filter.unitId } : {}),
  ...(filter.halfYear ? { period: { halfYear: filter.halfYear } } : {}),
  ...whereState(filter.state, filter.asOf),
});

export interface BoardRow {
  id: string;
  planId: string;
  planTitle: string;
  planNumber: string | null;
  periodLabel: string;
  unitName: string;
  state: string;
  dueAt: Date;
  overdueFrom: Date;
  originalDueAt: Date | null;
  correctionDueAt: Date | null;
  timeliness: string | null;
  firstSubmittedAt: Date | null;
  /** Since when an unsent draft lies with the unit (B58). */
  draftSavedAt: Date | null;
  reminders: number;
}

export async function boardRows(
  db: Database | Tx,
  filter: BoardFilter,
  page: number,
): Promise<{ rows: BoardRow[]; total: number; pages: number }> {
  const where = whereOf(filter);
  const total = await db.obligation.count({ where });
  const rows = await db.obligation.findMany({
    where,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    skip: (page - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
    select: {
      id: true,
      planId: true,
      state: true,
      dueAt: true,
      overdueFrom: true,
      originalDueAt: true,
      correctionDueAt: true,
      timeliness: true,
      firstSubmittedAt: true,
      plan: { select: { title: true, number: true, symbol: true } },
      period: { select: { label: true } },
      unit: { select: { name: true } },
      submissions: { where: { state: 'draft' }, select: { updatedAt: true }, take: 1 },
      _count: {
        select: {
          items: { where: { message: { kind: 'reminder', state: { in: ['sent', 'delivered', 'read'] } } } },
        },
      },
    },
  });
  return {
    total,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    rows: rows.map(({ plan, period, unit, submissions, _count, ...row }) => ({
      ...row,
      planTitle: plan.title,
      planNumber: printedNumber(plan),
      periodLabel: period.label,
      unitName: unit.name,
      draftSavedAt: submissions[0]?.updatedAt ?? null,
      reminders: _count.items,
    })),
  };
}

export interface PeriodRow {
  periodId: string;
  planId: string;
  planTitle: string;
  label: string;
  dueAt: Date;
  provisional: boolean;
  owed: number;
  overdue: number;
  submitted: number;
  accepted: number;
  returned: number;
  setAside: number;
  total: number;
}

/** Periods with at least one report that matches, counted by state; open ones first, nearest deadline first. */
export async function boardPeriods(
  db: Database | Tx,
  filter: BoardFilter,
  page: number,
): Promise<{ rows: PeriodRow[]; total: number; pages: number }> {
  const where = whereOf(filter);
  const matching = await db.obligation.groupBy({
    by: ['periodId'],
    where,
    _min: { dueAt: true },
    orderBy: [{ _min: { dueAt: 'asc' } }, { periodId: 'asc' }],
  });
  const shown = matching.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(({ periodId }) => periodId);
  const { organizationId, asOf } = filter;
  const scope = { organizationId, periodId: { in: shown } };
  const [periods, counts, overdue] = await Promise.all([
    db.reportingPeriod.findMany({
      where: { organizationId, id: { in: shown } },
      select: {
        id: true,
        planId: true,
        label: true,
        dueAt: true,
        provisional: true,
        plan: { select: { title: true } },
      },
    }),
    db.obligation.groupBy({ by: ['periodId', 'state'], where: scope, _count: true }),
    db.obligation.groupBy({
      by: ['periodId'],
      where: { ...scope, ...whereState('qua-han', asOf) },
      _count: true,
    }),
  ]);
  const byId = new Map(periods.map((period) => [period.id, period]));
  const late = new Map(overdue.map(({ periodId, _count }) => [periodId, _count]));
  const rows = shown.flatMap((periodId): PeriodRow[] => {
    const period = byId.get(periodId);
    if (!period) return [];
    const count = (...states: string[]): number =>
      counts
        .filter((row) => row.periodId === periodId && states.includes(row.state))
        .reduce((sum, row) => sum + row._count, 0);
    return [
      {
        periodId,
        planId: period.planId,
        planTitle: period.plan.title,
        label: period.label,
        dueAt: period.dueAt,
        provisional: period.provisional,
        owed: count('open'),
        overdue: late.get(periodId) ?? 0,
        submitted: count('submitted'),
        accepted: count('accepted'),
        returned: count('returned'),
        setAside: count('exempt', 'cancelled'),
        total: count('expected', 'open', 'submitted', 'accepted', 'returned'),
      },
    ];
  });
  return { rows, total: matching.length, pages: Math.max(1, Math.ceil(matching.length / PAGE_SIZE)) };
}

/** What the filters offer. */
export async function boardChoices(db: Database | Tx, organizationId: string) {
  const [plans, units, halves] = await Promise.all([
    db.plan.findMany({
      where: { organizationId, state: { not: 'draft' } },
      orderBy: { title: 'asc' },
      select: { id: true, title: true },
    }),
    db.unit.findMany({
      where: { organizationId },
      orderBy: { name: 'asc' },
      select: { id: true, name: true },
    }),
    db.reportingPeriod.groupBy({
      by: ['halfYear'],
      where: { organizationId },
      orderBy: { halfYear: 'desc' },
    }),
  ]);
  return { plans, units, halfYears: halves.map(({ halfYear }) => halfYear) };
}
