/** What a unit sees behind its link: the reports it owes, and one report with everything its form shows (B96: only its own). */
import { isInWords } from '../../domain/indicators';
import type { Database, Tx } from '../context';
import { civilDate, civilDateOrNull } from '../dates';
import { printedNumber } from '../document-name';
import { previousFigures, reportingYearOf, reportTargets } from '../figures';
import { type ObligationRow, readObligation } from '../obligations';
import { type ChainView, chainOf } from './deadline-chain';

const OWED = ['open', 'returned'] as const;

export interface OwedReport {
  obligationId: string;
  planTitle: string;
  planNumber: string | null;
  periodLabel: string;
  state: 'open' | 'returned';
  dueAt: Date;
  /** Set on a returned report: the day by which the correction is due. */
  correctionDueAt: Date | null;
  overdueFrom: Date;
  draftSavedAt: Date | null;
}

/** All open reports of a unit, the oldest deadline first. */
export async function owedReports(
  db: Database | Tx,
  { organizationId, unitId }: { organizationId: string; unitId: string },
): Promise<OwedReport[]> {
  const rows = await db.obligation.findMany({
    where: { organizationId, unitId, state: { in: [...OWED] }, plan: { state: 'active' } },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      state: true,
      dueAt: true,
      correctionDueAt: true,
      overdueFrom: true,
      plan: { select: { title: true, number: true, symbol: true } },
      period: { select: { label: true } },
      submissions: { where: { state: 'draft' }, select: { updatedAt: true }, take: 1 },
    },
  });
  return rows.map((row) => ({
    obligationId: row.id,
    planTitle: row.plan.title,
    planNumber: printedNumber(row.plan),
    periodLabel: row.period.label,
    state: row.state === 'returned' ? 'returned' : 'open',
    dueAt: row.dueAt,
    correctionDueAt: row.correctionDueAt,
    overdueFrom: row.overdueFrom,
    draftSavedAt: row.submissions[0]?.updatedAt ?? null,
  }));
}

export interface FormTarget {
  targetId: string;
  indicator: string;
  /** The target as the plan words it. */
  text: string;
  unit: string | null;
  comparator: string | null;
  value: number | null;
  valueMax: number | null;
  /** Year of the milestone shown, null where it is the reporting year's own (B81). */
  milestoneYear: number | null;
  inWords: boolean;
  /** Asks for numerator and denominator (B78). */
  isRatio: boolean;
  last: { value: number | null; periodLabel: string } | null;
}

export interface ReportView {
  obligationId: string;
  organizationId: string;
  organizationName: string;
  unit: { id: string; name: string };
  plan: { id: string; title: string; number: string | null; issuingBody: string };
  period: { label: string; cycle: string; dataFrom: string; dataTo: string };
  state: string;
  dueAt: Date;
  overdueFrom: Date;
  originalDueAt: Date | null;
  correctionDueAt: Date | null;
  chain: ChainView;
  content: string | null;
  targets: FormTarget[];
  /** Why the last version came back. */
  returned: { reason: string; byName: string | null; version: number } | null;
  extensions: {
    id: string;
    state: string;
    reason: string;
    requestedDate: string | null;
    newDueAt: Date | null;
    decisionReason: string | null;
  }[];
}

/** One report with what its page shows; null where the commune has no such report. */
export async function reportView(
  db: Database | Tx,
  { organizationId, obligationId }: { organizationId: string; obligationId: string },
): Promise<ReportView | null> {
  const row = await readObligation(db, organizationId, obligationId);
  if (!row) return null;
  const [organization, rule, extensions] = await Promise.all([
    db.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { name: true } }),
    db.reportingRule.findFirst({
      where: { organizationId, id: row.period.ruleId },
      select: { content: true },
    }),
    db.extension.findMany({ where: { organizationId, obligationId }, orderBy: { requestedAt: 'desc' } }),
  ]);
  const returned = row.submissions.findLast(({ state }) => state === 'returned');
  return {
    obligationId: row.id,
    organizationId,
    organizationName: organization.name,
    unit: { id: row.unit.id, name: row.unit.name },
    plan: {
      id: row.plan.id,
      title: row.plan.title,
      number: printedNumber(row.plan),
      issuingBody: row.plan.issuingBody,
    },
    period: {
      label: row.period.label,
      cycle: row.period.cycle,
      dataFrom: civilDate(row.period.dataFrom),
      dataTo: civilDate(row.period.dataTo),
    },
    state: row.state,
    dueAt: row.dueAt,
    overdueFrom: row.overdueFrom,
    originalDueAt: row.originalDueAt,
    correctionDueAt: row.correctionDueAt,
    chain: chainOf(row.deadline),
    content: rule?.content ?? null,
    targets: await formTargets(db, row),
    returned:
      row.state === 'returned' && returned
        ? { reason: returned.returnReason ?? '', byName: returned.decidedByName, version: returned.version }
        : null,
    extensions: extensions.map((extension) => ({
      id: extension.id,
      state: extension.state,
      reason: extension.reason,
      requestedDate: civilDateOrNull(extension.requestedDate),
      newDueAt: extension.newDueAt,
      decisionReason: extension.decisionReason,
    })),
  };
}

/** One line per indicator of the unit, with what it reported last beside it. */
async function formTargets(db: Database | Tx, obligation: ObligationRow): Promise<FormTarget[]> {
  const targets = await reportTargets(db, obligation);
  if (targets.length === 0) return [];
  const previous = await previousFigures(db, obligation);
  const year = reportingYearOf(obligation.period);
  return targets.map((target) => ({
    targetId: target.id,
    indicator: target.indicator,
    text: target.text,
    unit: target.unit,
    comparator: target.comparator,
    value: target.value,
    valueMax: target.valueMax,
    milestoneYear: target.milestoneYear === year ? null : target.milestoneYear,
    inWords: isInWords(target),
    isRatio: target.aggregation === 'ratio',
    last: previous.get(target.id) ?? null,
  }));
}
