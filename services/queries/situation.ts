/** "Tình hình" of a commune: is it on time, who is worst, and how that went over the half-years. */
import type { Database, Tx } from '../context';

export interface HalfYearRow {
  halfYear: string;
  /** Reports whose deadline has come, exempt and cancelled ones apart (B57). */
  due: number;
  onTime: number;
  late: number;
  missing: number;
}

export interface UnitSituation {
  unitId: string;
  unitName: string;
  due: number;
  onTime: number;
  late: number;
  overdue: number;
}

export interface Situation {
  /** Owed now and past the deadline. */
  overdue: number;
  /** Due within seven days. */
  soon: number;
  /** Of the newest half-year with anything due. */
  current: HalfYearRow | null;
  history: HalfYearRow[];
  units: UnitSituation[];
  worst: {
    obligationId: string;
    unitName: string;
    planTitle: string;
    periodLabel: string;
    dueAt: Date;
    overdueFrom: Date;
    state: string;
    correctionDueAt: Date | null;
  }[];
  /** Proposals that wait for a decision or were issued for leaders to know. */
  escalations: number;
}

const SOON_MS = 7 * 86_400_000;
const WORST = 10;
const HALF_YEARS = 6;

interface Counted {
  key: string;
  name: string | null;
  due: number;
  onTime: number;
  late: number;
  missing: number;
}

export async function situation(
  db: Database | Tx,
  { organizationId, asOf }: { organizationId: string; asOf: Date },
): Promise<Situation> {
  const owed = { organizationId, plan: { state: 'active' as const } };
  const overdueWhere = {
    ...owed,
    OR: [
      { state: 'open' as const, overdueFrom: { lte: asOf } },
      { state: 'returned' as const, correctionDueAt: { lt: asOf } },
    ],
  };
  const [overdue, soon, halves, units, worst, escalations] = await Promise.all([
    db.obligation.count({ where: overdueWhere }),
    db.obligation.count({
      where: {
        ...owed,
        state: 'open',
        overdueFrom: { gt: asOf },
        dueAt: { lte: new Date(asOf.getTime() + SOON_MS) },
      },
    }),
    db.$queryRaw<Counted[]>`
      SELECT p."halfYear" AS key, NULL AS name,
        count(*)::int AS due,
        (count(*) FILTER (WHERE o."timeliness" = 'on_time'))::int AS "onTime",
        (count(*) FILTER (WHERE o."timeliness" IN ('late', 'late_extended')))::int AS late,
        (count(*) FILTER (WHERE o."timeliness" IS NULL))::int AS missing
      FROM "Obligation" o JOIN "ReportingPeriod" p ON p.id = o."periodId"
      WHERE o."organizationId" = ${organizationId}::uuid AND o."state" NOT IN ('exempt', 'cancelled')
        AND p."state" IN ('open', 'closed') AND (o."overdueFrom" <= ${asOf} OR o."timeliness" IS NOT NULL)
      GROUP BY 1 ORDER BY 1 DESC LIMIT ${HALF_YEARS}`,
    db.$queryRaw<Counted[]>`
      SELECT u.id::text AS key, u.name AS name,
        count(*)::int AS due,
        (count(*) FILTER (WHERE o."timeliness" = 'on_time'))::int AS "onTime",
        (count(*) FILTER (WHERE o."timeliness" IN ('late', 'late_extended')))::int AS late,
        (count(*) FILTER (WHERE o."timeliness" IS NULL))::int AS missing
      FROM "Obligation" o JOIN "Unit" u ON u.id = COALESCE(o."namedUnitId", o."unitId")
        JOIN "ReportingPeriod" p ON p.id = o."periodId"
      WHERE o."organizationId" = ${organizationId}::uuid AND o."state" NOT IN ('exempt', 'cancelled')
        AND p."state" IN ('open', 'closed') AND (o."overdueFrom" <= ${asOf} OR o."timeliness" IS NOT NULL)
      GROUP BY 1, 2`,
    db.obligation.findMany({
      where: overdueWhere,
      orderBy: [{ overdueFrom: 'asc' }, { id: 'asc' }],
      take: WORST,
      select: {
        id: true,
        state: true,
        dueAt: true,
        overdueFrom: true,
        correctionDueAt: true,
        unit: { select: { name: true } },
        plan: { select: { title: true } },
        period: { select: { label: true } },
      },
    }),
    db.escalation.count({ where: { organizationId, state: 'proposed' } }),
  ]);
  const history = halves.map(({ key, due, onTime, late, missing }) => ({
    halfYear: key,
    due,
    onTime,
    late,
    missing,
  }));
  return {
    overdue,
    soon,
    current: history[0] ?? null,
    history: history.reverse(),
    units: units
      .map(({ key, name, due, onTime, late, missing }) => ({
        unitId: key,
        unitName: name ?? '',
        due,
        onTime,
        late,
        overdue: missing,
      }))
      .sort(
        (a, b) =>
          b.overdue - a.overdue ||
          b.late - a.late ||
          a.unitName.localeCompare(b.unitName, 'vi') ||
          (a.unitId < b.unitId ? -1 : 1),
      ),
    worst: worst.map((row) => ({
      obligationId: row.id,
      unitName: row.unit.name,
      planTitle: row.plan.title,
      periodLabel: row.period.label,
      dueAt: row.dueAt,
      overdueFrom: row.overdueFrom,
      state: row.state,
      correctionDueAt: row.correctionDueAt,
    })),
    escalations,
  };
}
