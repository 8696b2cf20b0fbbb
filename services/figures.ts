/** Figures of a report: which indicators a unit reports on, what was typed read as numbers, what is wrong with them. */
import type {
  Aggregation,
  Comparator,
  CompileFigure,
  CompileTarget,
  TargetKind,
} from '../domain/compile-types';
import { type DomainError, domainError } from '../domain/errors';
import {
  checkFigures,
  type FigureIssue,
  isInWords,
  milestoneFor,
  parseVietnameseNumber,
} from '../domain/indicators';
import type { Target } from '../prisma/generated/client';
import type { Tx } from './context';
import { civilDate } from './dates';
import type { TypedFigure } from './drafts';
import { groupBy } from './group';

type TargetWithUnits = Target & { units: { unitId: string }[] };

const numberOf = (value: Target['value']): number | null => (value === null ? null : value.toNumber());

/** A target of the register in the shape the rules of the domain take. */
export function compileTargetOf(row: TargetWithUnits): CompileTarget {
  return {
    id: row.id,
    indicatorId: row.groupKey,
    indicator: row.indicator,
    text: row.text,
    comparator: row.comparator as Comparator | null,
    value: numberOf(row.value),
    valueMax: numberOf(row.valueMax),
    unit: row.unit,
    milestoneYear: row.milestoneYear,
    kind: row.kind as TargetKind,
    parentId: row.parentId,
    direction: row.direction === 'desc' ? 'desc' : 'asc',
    aggregation: row.aggregation as Aggregation,
    responsibleUnitIds: row.units.map(({ unitId }) => unitId).sort(),
  };
}

/** Confirmed targets of a plan, in the document's order. */
export async function targetsOfPlan(
  tx: Tx,
  organizationId: string,
  planId: string,
): Promise<CompileTarget[]> {
  const rows = await tx.target.findMany({
    where: { organizationId, planId, confirmed: true },
    include: { units: { select: { unitId: true } } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  return rows.map(compileTargetOf);
}

/** Reporting year of a period: the year its code begins with, else that of its last day of data. */
export const reportingYearOf = (period: { code: string; dataTo: Date }): number =>
  /^\d{4}-/.test(period.code)
    ? Number(period.code.slice(0, 4))
    : Number(civilDate(period.dataTo).slice(0, 4));

/** What of an obligation the form of figures depends on. */
export interface ReportOf {
  organizationId: string;
  planId: string;
  unitId: string;
  namedUnitId: string | null;
  plan: { termTo: Date | null };
  period: { code: string; ruleId: string; dataFrom: Date; dataTo: Date };
}

/** What the unit's form asks: one line per indicator it answers for, at the milestone that counts this year (B81). */
export async function reportTargets(tx: Tx, obligation: ReportOf): Promise<CompileTarget[]> {
  const all = await targetsOfPlan(tx, obligation.organizationId, obligation.planId);
  const named = obligation.namedUnitId;
  const own = all.filter(({ responsibleUnitIds: ids }) =>
    ids.some((id) => id === obligation.unitId || id === named),
  );
  const year = reportingYearOf(obligation.period);
  const termTo = obligation.plan.termTo;
  const endYear = termTo ? Number(civilDate(termTo).slice(0, 4)) : null;
  const groups = groupBy(own, (target) => target.indicatorId ?? target.id);
  const shown = new Set(
    [...groups.values()].flatMap((group) => milestoneFor(group, year, endYear)?.target.id ?? []),
  );
  return own.filter(({ id }) => shown.has(id));
}

/** Last period's figures of the same unit under the same rule, by target: shown beside the field, base of B84. */
export async function previousFigures(
  tx: Tx,
  obligation: ReportOf,
): Promise<Map<string, { value: number | null; periodLabel: string }>> {
  const before = await tx.obligation.findFirst({
    where: {
      organizationId: obligation.organizationId,
      unitId: obligation.unitId,
      state: { in: ['submitted', 'accepted'] },
      period: { ruleId: obligation.period.ruleId, dataTo: { lt: obligation.period.dataFrom } },
    },
    orderBy: { period: { dataTo: 'desc' } },
    select: {
      acceptedVersion: true,
      period: { select: { label: true } },
      submissions: {
        where: { state: { in: ['submitted', 'accepted'] } },
        orderBy: { version: 'desc' },
        select: { version: true, figures: true },
      },
    },
  });
  const found = new Map<string, { value: number | null; periodLabel: string }>();
  const version =
    before?.submissions.find(({ version: n }) => n === before.acceptedVersion) ?? before?.submissions[0];
  for (const figure of storedFigures(version?.figures)) {
    found.set(figure.targetId, { value: figure.value, periodLabel: before?.period.label ?? '' });
  }
  return found;
}

/** Figures of a sent version; a draft's are still text and are not read with this. */
export const storedFigures = (figures: unknown): CompileFigure[] =>
  Array.isArray(figures) ? (figures as CompileFigure[]) : [];

export type ReadFigures =
  | { ok: true; figures: CompileFigure[]; warnings: FigureNote[] }
  | { ok: false; errors: FigureError[] };

export interface FigureNote {
  targetId: string;
  message: string;
}

/** `field` is 'figures.<targetId>', the name of the input on the form. */
export type FigureError = DomainError & { targetId: string };

const figureError = (targetId: string, detail: string, indicator: string): FigureError => {
  const error = domainError('FIELD_INVALID', { name: indicator, detail }, `figures.${targetId}`);
  return { ...error, message: detail, targetId };
};

/** Reads what was typed and applies every rule of figures (B77, B83–B86). Blank lines are left out, not sent as 0. */
export function readFigures(input: {
  typed: readonly TypedFigure[];
  targets: readonly CompileTarget[];
  previous: ReadonlyMap<string, number | null>;
}): ReadFigures {
  const errors: FigureError[] = [];
  const warnings: FigureNote[] = [];
  const figures: CompileFigure[] = [];
  const targets = new Map(input.targets.map((target) => [target.id, target]));
  for (const line of input.typed) {
    const target = targets.get(line.targetId);
    // A figure of an indicator that an amendment took away stays in the draft and is not sent.
    if (!target) continue;
    const read = (text: string | undefined): { value: number | null; percent: boolean } => {
      const parsed = parseVietnameseNumber(text ?? '');
      if (!parsed.ok) {
        errors.push(figureError(line.targetId, parsed.message, target.indicator));
        return { value: null, percent: false };
      }
      if (parsed.warning) warnings.push({ targetId: line.targetId, message: parsed.warning });
      return { value: parsed.value, percent: parsed.unit === '%' };
    };
    const inWords = isInWords(target);
    const value = read(line.value);
    const numerator = read(line.numerator).value;
    const denominator = read(line.denominator).value;
    const assessment = line.assessment ?? null;
    if (value.value === null && numerator === null && denominator === null && !assessment && !line.note)
      continue;
    const unit = line.unit ?? (value.percent && !inWords ? '%' : null);
    figures.push({
      targetId: line.targetId,
      value: value.value,
      ...(numerator === null && denominator === null ? {} : { numerator, denominator }),
      ...(assessment ? { assessment } : {}),
      ...(line.note ? { note: line.note } : {}),
      ...(unit ? { unit } : {}),
    });
  }
  const issues = checkFigures({ targets: input.targets, figures, previous: input.previous });
  errors.push(...issues.map((issue) => issueError(issue, targets)));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, figures, warnings };
}

const issueError = (issue: FigureIssue, targets: ReadonlyMap<string, CompileTarget>): FigureError =>
  figureError(issue.targetId, issue.message, targets.get(issue.targetId)?.indicator ?? '');
