/** What a summary is compiled from, read from the register in one go (domain/compile.ts decides the rest). */
import type {
  CompileAssignment,
  CompileInput,
  CompileObligation,
  CompilePeriod,
  CompileSubmission,
  CompileTarget,
  OfficeStatement,
  PreviousPeriod,
  SectionText,
} from '../domain/compile-types';
import { isoInstant } from '../domain/time';
import type { Organization, Prisma, ReportingPeriod } from '../prisma/generated/client';
import type { Scope, Tx } from './context';
import { civilDate, instantOf, instantOrNull } from './dates';
import { reportingYearOf, storedFigures, targetsOfPlan } from './figures';
import { groupBy } from './group';
import { issuerOf, planIdentityOf } from './issuing';
import { PLAN_FACTS, type PlanFacts } from './plan-facts';

export interface SummaryKey {
  planId: string;
  /** '2026-H1' */
  halfYear: string;
}

export interface SummaryInput {
  input: CompileInput;
  organization: Organization;
  plan: PlanFacts;
  /** Instant that depends on the inputs alone, for the drafts' file properties (B90). */
  dataAsOf: string;
}

/** Which period of the half-year the summary is about: the half-year's own report first, then the longest. */
const CYCLE_RANK = ['6_thang', 'hang_nam', 'tong_ket', 'so_ket', '9_thang', 'quy', 'thang', 'toan_ky'];

const rankOf = ({ cycle }: ReportingPeriod): number => {
  const rank = CYCLE_RANK.indexOf(cycle);
  return rank < 0 ? CYCLE_RANK.length : rank;
};

const OBLIGATION = {
  unit: true,
  namedUnit: true,
  submissions: {
    where: { state: { in: ['submitted', 'accepted'] } },
    orderBy: { version: 'asc' },
  },
} satisfies Prisma.ObligationInclude;

type ObligationRow = Prisma.ObligationGetPayload<{ include: typeof OBLIGATION }>;

/** Null where the half-year has no period of this plan that units report on. */
export async function summaryInputOf(
  tx: Tx,
  scope: Scope,
  key: SummaryKey,
  office: readonly OfficeStatement[] = [],
): Promise<SummaryInput | null> {
  const { organizationId } = scope;
  const plan = await tx.plan.findUnique({
    where: { organizationId_id: { organizationId, id: key.planId } },
    include: { organization: true },
    ...PLAN_FACTS,
  });
  if (!plan) return null;
  const periods = await tx.reportingPeriod.findMany({
    where: { organizationId, planId: key.planId, state: { not: 'cancelled' } },
    orderBy: [{ dataTo: 'asc' }, { code: 'asc' }, { id: 'asc' }],
  });
  const own = periods.filter(({ halfYear, state }) => halfYear === key.halfYear && state !== 'history');
  const [main] = own.sort(
    (a, b) => rankOf(a) - rankOf(b) || b.dataTo.getTime() - a.dataTo.getTime() || (a.id < b.id ? -1 : 1),
  );
  if (!main) return null;
  // Two rules of one cycle make one report of the half-year, each for its own units.
  const ids = own.filter(({ code }) => code === main.code).map(({ id }) => id);
  const earlier = periods.filter(
    (period) =>
      period.dataTo < main.dataFrom &&
      (period.cycle === main.cycle || rankOf(period) < CYCLE_RANK.indexOf('quy')),
  );
  const rows = await tx.obligation.findMany({
    where: { organizationId, periodId: { in: [...ids, ...earlier.map(({ id }) => id)] } },
    include: OBLIGATION,
    orderBy: { id: 'asc' },
  });
  const current = rows.filter(({ periodId }) => ids.includes(periodId));
  const reminders = await remindersOf(tx, organizationId, current);
  const units = new Map(current.map((row) => [unitOf(row).id, unitOf(row)]));
  const assignments = await assignmentsOf(tx, organizationId, key.planId);
  const targets = answeredBy(await targetsOfPlan(tx, organizationId, key.planId), current);
  const others = await tx.unit.findMany({
    where: {
      organizationId,
      id: {
        in: [
          ...targets.flatMap(({ responsibleUnitIds }) => responsibleUnitIds),
          ...assignments.flatMap(({ leadUnitId, coordinatingUnitIds }) => [
            ...(leadUnitId ? [leadUnitId] : []),
            ...coordinatingUnitIds,
          ]),
        ],
      },
    },
  });
  for (const unit of others) if (!units.has(unit.id)) units.set(unit.id, unit);
  const issuer = issuerOf(plan.organization, plan);
  const obligations = current.map((row) => obligationOf(row, main.code, reminders));
  const received = obligations.flatMap(({ receivedAt }) => receivedAt ?? []);
  return {
    plan,
    organization: plan.organization,
    dataAsOf: [isoInstant(main.dueAt), ...received].sort().at(-1) ?? isoInstant(main.dueAt),
    input: {
      organization: { id: organizationId, name: issuer.name, system: issuer.system, place: issuer.place },
      plan: planIdentityOf(plan),
      period: periodOf(main, periods),
      asOf: isoInstant(scope.asOf),
      units: [...units.values()]
        .map(({ id, name, kind }) => ({ id, name, kind }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
      obligations,
      submissions: current.flatMap((row) => row.submissions.map((version) => submissionOf(version, row))),
      targets,
      previousPeriods: previousOf(earlier, rows),
      assignments,
      officeStatements: [...office],
      synthesis: {
        candidateUnitIds: plan.compilerUnitId ? [plan.compilerUnitId] : [],
        ownerUnitId: plan.compilerUnitId,
      },
    },
  };
}

/**
 * A successor answers for the indicators of the unit it took in, but in a period begun before that its report stands
 * under the old name: then the old name is the one whose figure is looked for (B94).
 */
function answeredBy(targets: readonly CompileTarget[], rows: readonly ObligationRow[]): CompileTarget[] {
  const reporting = new Set(rows.map((row) => unitOf(row).id));
  const carried = groupBy(
    rows.filter(({ namedUnit }) => namedUnit !== null),
    ({ unitId }) => unitId,
  );
  const standIn = (id: string): string[] =>
    reporting.has(id) ? [id] : (carried.get(id)?.map((row) => unitOf(row).id) ?? [id]);
  return targets.map((target) => ({
    ...target,
    responsibleUnitIds: [...new Set(target.responsibleUnitIds.flatMap(standIn))].sort(),
  }));
}

/** A report carried over to a successor stands in the summary under the unit it was asked of (B94). */
const unitOf = (row: ObligationRow) => row.namedUnit ?? row.unit;

function obligationOf(
  row: ObligationRow,
  periodCode: string,
  reminders: ReadonlyMap<string, number>,
): CompileObligation {
  const timeliness = row.timeliness as CompileObligation['timeliness'];
  const note = row.namedUnit ? `do ${row.unit.name} tiếp nhận` : null;
  return {
    id: row.id,
    unitId: unitOf(row).id,
    periodCode,
    dueAt: instantOf(row.dueAt),
    state: row.state,
    timeliness,
    receivedAt: instantOrNull(row.officialDate),
    reminders: reminders.get(row.id) ?? 0,
    note: row.closedReason ?? note,
  };
}

function submissionOf(version: ObligationRow['submissions'][number], row: ObligationRow): CompileSubmission {
  const sections = version.sections as Partial<SectionText>;
  const { results = '', difficulties = '', proposals = '', nextPeriod = '' } = sections;
  // A version that a newer accepted one replaced is no longer used, though its row keeps its word (B49).
  const replaced = version.state === 'accepted' && version.version !== row.acceptedVersion;
  return {
    id: version.id,
    obligationId: row.id,
    unitId: unitOf(row).id,
    version: version.version,
    sections: { results, difficulties, proposals, nextPeriod },
    figures: storedFigures(version.figures),
    nil: version.nil,
    state: replaced ? 'withdrawn' : version.state,
    documentNumber: version.paperEvidence,
  };
}

const halfOf = (code: string): 1 | 2 | null => (code.endsWith('-H1') ? 1 : code.endsWith('-H2') ? 2 : null);

function periodOf(main: ReportingPeriod, all: readonly ReportingPeriod[]): CompilePeriod {
  const next = all.find(
    (period) => period.dataFrom > main.dataTo && (period.ruleId === main.ruleId || rankOf(period) <= 1),
  );
  return {
    code: main.code,
    cycle: main.cycle,
    label: main.label,
    nextLabel: next?.label ?? null,
    year: reportingYearOf(main),
    half: halfOf(main.code),
    dataFrom: civilDate(main.dataFrom),
    dataTo: civilDate(main.dataTo),
    partial: main.partial,
    accumulation: main.cumulativeFrom ? 'LUY_KE' : 'THEO_KY',
  };
}

function previousOf(earlier: readonly ReportingPeriod[], rows: readonly ObligationRow[]): PreviousPeriod[] {
  const byPeriod = groupBy(rows, ({ periodId }) => periodId);
  const byCode = groupBy(earlier, ({ code }) => code);
  return [...byCode].map(([code, periods]): PreviousPeriod => {
    const [first] = periods;
    const figures = periods.flatMap(({ id }) =>
      (byPeriod.get(id) ?? []).flatMap((row) => {
        const version =
          row.submissions.find(({ version: n }) => n === row.acceptedVersion) ?? row.submissions.at(-1);
        return storedFigures(version?.figures).map((figure) => ({
          targetId: figure.targetId,
          unitId: unitOf(row).id,
          value: figure.value,
          ...(figure.numerator === undefined ? {} : { numerator: figure.numerator }),
          ...(figure.denominator === undefined ? {} : { denominator: figure.denominator }),
          submissionId: version?.id ?? '',
          version: version?.version ?? 0,
        }));
      }),
    );
    const year = first ? reportingYearOf(first) : 0;
    return { code, year, half: halfOf(code), label: first?.label ?? code, figures };
  });
}

/** Reminders that left, one per step: the same step by two channels is one reminder (B59). */
async function remindersOf(
  tx: Tx,
  organizationId: string,
  rows: readonly ObligationRow[],
): Promise<Map<string, number>> {
  const items = await tx.messageItem.findMany({
    where: {
      organizationId,
      obligationId: { in: rows.map(({ id }) => id) },
      message: { kind: 'reminder', state: { in: ['sent', 'delivered', 'read'] } },
    },
    select: { obligationId: true, step: true, revision: true },
    distinct: ['obligationId', 'step', 'revision'],
  });
  const found = new Map<string, number>();
  for (const { obligationId } of items) found.set(obligationId, (found.get(obligationId) ?? 0) + 1);
  return found;
}

async function assignmentsOf(tx: Tx, organizationId: string, planId: string): Promise<CompileAssignment[]> {
  const rows = await tx.assignment.findMany({
    where: { organizationId, planId },
    include: { units: { orderBy: { unitId: 'asc' } } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    leadUnitId: row.units.find(({ role }) => role === 'lead')?.unitId ?? null,
    coordinatingUnitIds: row.units.filter(({ role }) => role !== 'lead').map(({ unitId }) => unitId),
    deadlineText: row.deadlineText,
    product: row.product,
  }));
}
