/** Indicators of a running plan as its life page shows them, and the reports that a new one would appear in. */
import type { Database, Tx } from '../context';

export interface RunningTarget {
  id: string;
  indicator: string;
  text: string;
  comparator: string | null;
  value: number | null;
  valueMax: number | null;
  unit: string | null;
  milestoneYear: number | null;
  unitNames: string[];
}

type InPlan = { organizationId: string; planId: string };

/** Indicators for which figures are asked, in the plan's order. */
export async function runningTargets(
  db: Database | Tx,
  { organizationId, planId }: InPlan,
): Promise<RunningTarget[]> {
  const targets = await db.target.findMany({
    where: { organizationId, planId, confirmed: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    include: { units: { select: { unit: { select: { name: true } } } } },
  });
  return targets.map((target) => ({
    id: target.id,
    indicator: target.indicator,
    text: target.text,
    comparator: target.comparator,
    value: target.value?.toNumber() ?? null,
    valueMax: target.valueMax?.toNumber() ?? null,
    unit: target.unit,
    milestoneYear: target.milestoneYear,
    unitNames: target.units.map(({ unit }) => unit.name).sort((a, b) => a.localeCompare(b, 'vi')),
  }));
}

export interface AskedReport {
  obligationId: string;
  unitName: string;
  periodLabel: string;
  dueAt: Date;
  /** The unit has the report open already and may be writing it. */
  begun: boolean;
}

/** Reports of these units that are not sent yet: where an indicator added now is asked for (B29). */
export async function reportsToCome(
  db: Database | Tx,
  { organizationId, planId, unitIds }: InPlan & { unitIds: readonly string[] },
): Promise<AskedReport[]> {
  const rows = await db.obligation.findMany({
    where: {
      organizationId,
      planId,
      unitId: { in: [...unitIds] },
      state: { in: ['expected', 'open', 'returned'] },
    },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      state: true,
      dueAt: true,
      unit: { select: { name: true } },
      period: { select: { label: true } },
    },
  });
  return rows.map(({ id, state, dueAt, unit, period }) => ({
    obligationId: id,
    unitName: unit.name,
    periodLabel: period.label,
    dueAt,
    begun: state !== 'expected',
  }));
}
