/** Projection: from a plan's confirmed rules to the rows it owes, each with a stable key and its deadline's chain. */
import { isOfficialYear, type WorkCalendar } from './calendar';
import type { Deadline } from './deadlines';
import { type DomainError, domainError } from './errors';
import { formatDate } from './format';
import { type Period, periodsOf } from './periods';
import { deadlineOfRule, type ProjectionRule } from './projection';
import type { Cycle, PlanState } from './terms';
import { type IsoDate, type IsoInstant, isBefore } from './time';

export interface PlanFacts {
  id: string;
  state: PlanState;
  termFrom: IsoDate;
  termTo: IsoDate;
}

/** A reporting duty as data; only a confirmed one sends anything (law 4, B14). */
export interface ReportingRule extends ProjectionRule {
  /** 'first' where the annual report takes the second half's place. */
  halves?: 'both' | 'first';
  /** Working days the compiler needs: the units' own deadline comes that much earlier (B13). */
  processingWorkingDays?: number;
  unitIds: readonly string[];
  /** False: a person has not confirmed it yet; its rows are proposals. */
  confirmed: boolean;
}

export interface UnitFacts {
  id: string;
  name: string;
  validFrom: IsoDate | null;
  validTo: IsoDate | null;
  /** Who takes over after `validTo`, by the office's decision (B94). */
  successorId: string | null;
}

export interface ProjectedPeriod {
  /** `${planId}/${ruleId}/${period.code}` */
  key: string;
  planId: string;
  ruleId: string;
  period: Period;
  deadline: Deadline;
  /** Unconfirmed rule: shown, never sent (B14). */
  proposed: boolean;
  /** Due before the plan was turned on: kept as history, nothing is sent (B103). */
  history: boolean;
}

export interface ProjectedObligation {
  /** `${planId}/${period.code}/${unitId}`: the same row whichever rule, machine or run made it (B12, B31). */
  key: string;
  planId: string;
  ruleId: string;
  periodKey: string;
  periodCode: string;
  unitId: string;
  /** The unit the rule named, where a successor owes it now; null otherwise. */
  namedUnitId: string | null;
  dueAt: IsoInstant;
  provisional: boolean;
  proposed: boolean;
  history: boolean;
}

export interface ProjectionFault {
  ruleId: string;
  periodCode: string | null;
  error: DomainError;
}

export interface Projection {
  periods: ProjectedPeriod[];
  rows: ProjectedObligation[];
  faults: ProjectionFault[];
  /** Years whose official calendar is missing and was leant on: a task for the administrator (B8). */
  calendarTasks: { year: number; text: string }[];
}

export interface ProjectionInput {
  plan: PlanFacts;
  rules: readonly ReportingRule[];
  units: readonly UnitFacts[];
  calendar: WorkCalendar;
  /** When the plan is turned on; what was due earlier is history. */
  from: IsoInstant;
}

/** All rows of a plan, in the order of rules, periods and units. Pure: the same input gives the same rows anywhere. */
export function projectObligations(input: ProjectionInput): Projection {
  const periods: ProjectedPeriod[] = [];
  const rows: ProjectedObligation[] = [];
  const faults: ProjectionFault[] = [];
  const units = new Map(input.units.map((unit) => [unit.id, unit]));
  const owner = new Map<string, ReportingRule>();
  const cycles = new Set(input.rules.map(({ cycle }) => cycle));
  for (const rule of input.rules) {
    const projected = projectPeriods({ ...input, rule, cycles });
    faults.push(...projected.faults);
    if (rule.unitIds.length === 0) {
      faults.push({
        ruleId: rule.id,
        periodCode: null,
        error: domainError('RULE_WITHOUT_UNITS', { rule: rule.name }),
      });
    }
    for (const period of projected.periods) {
      periods.push(period);
      for (const row of rowsOf(period, rule, units, faults)) {
        const first = owner.get(row.key);
        if (first === undefined) {
          owner.set(row.key, rule);
          rows.push(row);
        } else if (first.id !== rule.id) {
          const params = { first: first.name, second: rule.name, period: period.period.label };
          const error = domainError('TWO_RULES_FOR_ONE_REPORT', params, 'rules');
          faults.push({ ruleId: rule.id, periodCode: row.periodCode, error });
        }
      }
    }
  }
  return { periods, rows, faults: onePerRule(faults), calendarTasks: calendarTasks(periods, input.calendar) };
}

/** The periods of one rule with their deadlines; shared by all units, so memory does not grow with their number. */
export function projectPeriods({
  plan,
  rule,
  calendar,
  from,
  cycles = new Set(),
}: {
  plan: PlanFacts;
  rule: ReportingRule;
  calendar: WorkCalendar;
  from: IsoInstant;
  /** cycles of all rules of the plan */
  cycles?: ReadonlySet<Cycle>;
}): { periods: ProjectedPeriod[]; faults: ProjectionFault[] } {
  const { cycle, preset, accumulation, custom, halves } = rule;
  const found = periodsOf({
    cycle,
    preset,
    accumulation,
    termFrom: plan.termFrom,
    termTo: plan.termTo,
    ...(custom ? { custom } : {}),
    ...(halves ? { halves } : {}),
  });
  if (!found.ok) return { periods: [], faults: [{ ruleId: rule.id, periodCode: null, error: found.error }] };
  const periods: ProjectedPeriod[] = [];
  const faults: ProjectionFault[] = [];
  for (const period of found.periods) {
    if (takenByLonger(rule, period, cycles)) continue;
    const computed = deadlineOfRule(rule, period, calendar);
    if (!computed.ok) {
      faults.push({ ruleId: rule.id, periodCode: period.code, error: computed.error });
      continue;
    }
    const { deadline } = computed;
    periods.push({
      key: `${plan.id}/${rule.id}/${period.code}`,
      planId: plan.id,
      ruleId: rule.id,
      period,
      deadline,
      proposed: !rule.confirmed,
      history: isBefore(deadline.dueAt, from),
    });
  }
  return { periods, faults };
}

/** The longer report that closes with this one: "Báo cáo quý I, 6 tháng, 9 tháng và năm" asks for no second, third or fourth quarter. */
const LONGER: Readonly<Record<string, readonly Cycle[]>> = {
  Q2: ['6_thang'],
  Q3: ['9_thang'],
  Q4: ['6_thang', 'hang_nam'],
  H2: ['hang_nam'],
};

/** A report for which the document prints no day, while it asks for the longer one that contains it. */
function takenByLonger(
  { deadlineRule }: ReportingRule,
  { code }: Period,
  cycles: ReadonlySet<Cycle>,
): boolean {
  if (deadlineRule.kind !== 'fixedDayByPeriod') return false;
  const [, suffix = ''] = code.split('-');
  if (deadlineRule.dates.some((date) => date.suffix === suffix)) return false;
  return LONGER[suffix]?.some((cycle) => cycles.has(cycle)) ?? false;
}

function rowsOf(
  { key: periodKey, planId, ruleId, period, deadline, proposed, history }: ProjectedPeriod,
  rule: ReportingRule,
  units: ReadonlyMap<string, UnitFacts>,
  faults: ProjectionFault[],
): ProjectedObligation[] {
  const rows = new Map<string, ProjectedObligation>();
  for (const named of rule.unitIds) {
    const unitId = unitAt(named, period.dataTo, units);
    if (unitId === null) continue;
    if (typeof unitId !== 'string') {
      faults.push({ ruleId, periodCode: period.code, error: unitId });
      continue;
    }
    // Two units that merged owe one report together.
    if (rows.has(unitId)) continue;
    rows.set(unitId, {
      key: `${planId}/${period.code}/${unitId}`,
      planId,
      ruleId,
      periodKey,
      periodCode: period.code,
      unitId,
      namedUnitId: unitId === named ? null : named,
      dueAt: deadline.unitDueAt ?? deadline.dueAt,
      provisional: deadline.provisional,
      proposed,
      history,
    });
  }
  return [...rows.values()];
}

/** Who owes on that day in the place of a unit: itself, its successor, nobody (not founded yet), or a fault. */
function unitAt(id: string, on: IsoDate, units: ReadonlyMap<string, UnitFacts>): string | null | DomainError {
  const seen = new Set<string>();
  let current = id;
  for (;;) {
    const unit = units.get(current);
    if (!unit) return current;
    if (unit.validFrom !== null && unit.validFrom > on) return null;
    if (unit.validTo === null || unit.validTo >= on) return current;
    const params = { unit: unit.name, date: formatDate(unit.validTo) };
    if (unit.successorId === null) return domainError('UNIT_SUCCESSOR_MISSING', params, 'units');
    seen.add(current);
    if (seen.has(unit.successorId)) return domainError('UNIT_SUCCESSOR_CYCLE', { unit: unit.name }, 'units');
    current = unit.successorId;
  }
}

/** One line for one thing to settle: the same fault of a rule over ten periods is told once. */
function onePerRule(faults: readonly ProjectionFault[]): ProjectionFault[] {
  const seen = new Set<string>();
  return faults.filter(({ ruleId, error }) => {
    const id = `${ruleId}/${error.code}/${error.field}`;
    return seen.has(id) ? false : seen.add(id);
  });
}

function calendarTasks(
  periods: readonly ProjectedPeriod[],
  calendar: WorkCalendar,
): Projection['calendarTasks'] {
  const years = new Set<number>();
  for (const { deadline } of periods) {
    const year = Number(deadline.date.slice(0, 4));
    if (deadline.provisional && !isOfficialYear(calendar, year)) years.add(year);
  }
  return [...years].sort().map((year) => ({
    year,
    text: `Nhập lịch nghỉ lễ chính thức năm ${year}: các hạn nộp của năm này đang là tạm tính.`,
  }));
}
