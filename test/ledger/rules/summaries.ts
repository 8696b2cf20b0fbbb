/** Rules about summaries: every figure adds up again from the reports that the summary names (B77–B80, B87, B89). */
import type { CompiledSummary, FigurePart, SummaryFigure } from '../../../domain/compile-types';
import { convertUnit } from '../../../domain/indicators';
import { type Examined, examine, type Facts, type Finding, fieldOf } from '../facts';

type Summary = Facts['ledger']['summaries'][number];

const compiledOf = (summary: Summary): CompiledSummary => summary.compiled as unknown as CompiledSummary;

export function figuresReAdd(facts: Facts): Examined {
  const { ledger } = facts;
  return examine(ledger.summaries, function* (summary) {
    const compiled = compiledOf(summary);
    yield* namedReports(facts, summary, compiled);
    for (const figure of compiled.figures) {
      const name = `${summary.halfYear}: “${figure.indicator}”`;
      for (const part of figure.parts) yield* partFaults(facts, summary, { figure, part, name });
      yield* leftOut(facts, summary, { figure, name });
      const total = isInWords(figure) ? null : totalOf(figure);
      if (!same(total, figure.actual))
        yield {
          detail: `${name} says ${figure.actual}, its parts give ${total}`,
          ids: [summary.id, figure.targetId],
        };
      if (figure.yearTotal !== null && figure.aggregation === 'sum') {
        const year = (figure.previousHalf ?? 0) + (figure.actual ?? 0);
        if (!same(year, figure.yearTotal))
          yield {
            detail: `${name}: the year is ${figure.yearTotal}, its halves give ${year}`,
            ids: [summary.id],
          };
      }
    }
    yield* countFaults(summary, compiled);
  });
}

const usedKey = (submissionId: string, version: number): string => `${submissionId}/${version}`;

const usedOf = ({ used }: Summary): Set<string> =>
  new Set(
    (Array.isArray(used) ? used : []).map((entry: unknown) =>
      usedKey(String(fieldOf(entry, 'submissionId')), Number(fieldOf(entry, 'version'))),
    ),
  );

/** The list of sources is the one the content was made from, and every source is a report that had been handed in. */
function* namedReports(
  { submission, obligation }: Facts,
  summary: Summary,
  { submissionsUsed }: CompiledSummary,
): Generator<Finding> {
  const used = usedOf(summary);
  const inContent = new Set(
    submissionsUsed.map(({ submissionId, version }) => usedKey(submissionId, version)),
  );
  if (used.size !== inContent.size || [...used].some((key) => !inContent.has(key)))
    yield { detail: 'names other reports than it was compiled from', ids: [summary.id] };
  for (const { submissionId, version } of submissionsUsed) {
    const row = submission.get(submissionId);
    const ids = [summary.id, submissionId];
    if (!row || row.version !== version)
      yield { detail: `names version ${version} of an unknown report`, ids };
    else if (!row.submittedAt || Date.parse(row.submittedAt) > Date.parse(summary.compiledAt))
      yield { detail: 'uses a report that had not been handed in', ids };
    else if (obligation.get(row.obligationId)?.planId !== summary.planId)
      yield { detail: 'uses a report of another plan', ids };
  }
}

interface Entered {
  targetId: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  unit: string | null;
}

function enteredIn({ submission }: Facts, submissionId: string): Entered[] {
  const figures = submission.get(submissionId)?.figures;
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return (Array.isArray(figures) ? figures : []).map((figure: unknown) => {
    const unit = fieldOf(figure, 'unit');
    return {
      targetId: String(fieldOf(figure, 'targetId')),
      value: number(fieldOf(figure, 'value')),
      numerator: number(fieldOf(figure, 'numerator')),
      denominator: number(fieldOf(figure, 'denominator')),
      unit: typeof unit === 'string' ? unit : null,
    };
  });
}

interface Where {
  figure: SummaryFigure;
  name: string;
}

function* partFaults(
  facts: Facts,
  summary: Summary,
  { figure, part, name }: Where & { part: FigurePart },
): Generator<Finding> {
  const { submissionId, version } = part.source;
  const ids = [summary.id, submissionId];
  const row = facts.submission.get(submissionId);
  if (!row || row.version !== version) return yield { detail: `${name}: a part without its report`, ids };
  // a cumulative figure that was not reported again stands on an earlier report (B79)
  if (part.carriedFrom === null && !usedOf(summary).has(usedKey(submissionId, version)))
    yield { detail: `${name}: a part from a report that the summary does not name`, ids };
  if (isInWords(figure)) return;
  const entered = enteredIn(facts, submissionId);
  // one indicator may have several milestones; the report may have been made under another of them
  const own = entered.filter(({ targetId }) => targetId === figure.targetId);
  const matches = (own.length > 0 ? own : entered).some((given) => agrees(given, part, figure.unit));
  if (!matches)
    yield { detail: `${name}: ${part.unitName} stands with ${part.value}, its report says otherwise`, ids };
}

function agrees(given: Entered, part: FigurePart, unit: string | null): boolean {
  if (!same(given.numerator, part.numerator) || !same(given.denominator, part.denominator)) return false;
  if (given.value === null) return given.denominator !== null || part.value === null;
  if (!given.unit || !unit || given.unit === unit) return same(given.value, part.value);
  const converted = convertUnit({ value: given.value, from: given.unit, to: unit });
  return converted.ok && same(converted.value, part.value);
}

/** B77, B87: who reported is in it; nobody's figure falls under the table. */
function* leftOut(facts: Facts, summary: Summary, { figure, name }: Where): Generator<Finding> {
  const { submissionsUsed, problems } = compiledOf(summary);
  if (
    isInWords(figure) ||
    problems.some(({ code, refersTo }) => code === 'UNIT_MISMATCH' && refersTo === figure.targetId)
  )
    return;
  for (const { submissionId, unitId } of submissionsUsed) {
    const given = enteredIn(facts, submissionId).some(
      ({ targetId, value, numerator, denominator }) =>
        targetId === figure.targetId && (value !== null || (numerator !== null && denominator !== null)),
    );
    if (given && !figure.parts.some((part) => part.unitId === unitId))
      yield { detail: `${name}: the figure of a report is left out`, ids: [summary.id, submissionId] };
  }
}

const isInWords = ({ targetValue, kind, verdict }: SummaryFigure): boolean =>
  verdict === 'khong_danh_gia_so' ||
  (targetValue === null && (kind === 'qualitative' || kind === 'maintain'));

/** Added up once more, by the shortest way there is. */
function totalOf({ aggregation, unit, parts }: SummaryFigure): number | null {
  const percent = unit?.trim().startsWith('%') ?? false;
  if (aggregation === 'ratio' || (aggregation === 'last' && percent)) {
    const pairs = parts.filter(({ numerator, denominator }) => numerator !== null && denominator !== null);
    if (pairs.length === 0) return parts.length === 1 ? (parts[0]?.value ?? null) : null;
    const below = sum(pairs.map(({ denominator }) => denominator ?? 0));
    return below === 0
      ? null
      : (sum(pairs.map(({ numerator }) => numerator ?? 0)) / below) * (percent ? 100 : 1);
  }
  const values = parts.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return null;
  return aggregation === 'mean' ? sum(values) / values.length : sum(values);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Sums of decimals differ in the last binary digits. */
const same = (a: number | null | undefined, b: number | null | undefined): boolean =>
  typeof a === 'number' && typeof b === 'number'
    ? Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a))
    : (a ?? null) === (b ?? null);

function* countFaults(summary: Summary, { counts, reporting }: CompiledSummary): Generator<Finding> {
  const count = (...statuses: string[]) => reporting.filter(({ status }) => statuses.includes(status)).length;
  const required = reporting.length - count('exempt', 'cancelled');
  const received = count('on_time', 'late', 'late_extended', 'returned');
  const expected = { required, received, missing: required - received, returned: count('returned') };
  for (const [name, value] of Object.entries(expected)) {
    const said = counts[name as keyof typeof expected];
    if (said !== value) yield { detail: `says ${said} ${name}, its rows give ${value}`, ids: [summary.id] };
  }
  if (counts.onTime + counts.late !== received)
    yield {
      detail: `${counts.onTime} on time and ${counts.late} late are not ${received}`,
      ids: [summary.id],
    };
}
