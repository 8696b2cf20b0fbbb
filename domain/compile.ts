/** Compiles the reports of a period into one summary: pure, deterministic, every figure with its source (B87–B93). */
import { canonicalJson, sha256Hex } from './compile-digest';
import { compileFigures } from './compile-figures';
import { compileReporting, orderUnits, type Reporting } from './compile-reporting';
import { compileStatements } from './compile-statements';
import type {
  CompiledSummary,
  CompileInput,
  Statement,
  SummaryFigure,
  SummaryProblem,
} from './compile-types';

export { diffSummaries } from './compile-diff';
export type * from './compile-types';

const byId = <T extends { id: string }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * Everything the content depends on, in one order. The instant of the compilation itself is left out: it shows
 * only in the status of each row, so that compiling again an hour later is not a change.
 */
function hashOf(input: CompileInput, reporting: Reporting): string {
  return sha256Hex(
    canonicalJson({
      organization: input.organization,
      plan: input.plan,
      period: input.period,
      // A reminder more is no news about the reports: it must not call for a supplement.
      rows: reporting.rows.map(({ reminders: _, ...row }) => row),
      submissions: reporting.used.map(({ submission }) => submission),
      targets: byId(input.targets),
      previous: [...(input.previousPeriods ?? [])]
        .sort((a, b) => (a.code < b.code ? -1 : 1))
        .map((period) => ({ ...period, figures: period.figures.map(canonicalJson).sort() })),
      assignments: byId(input.assignments ?? []),
      units: byId(input.units),
      office: input.officeStatements ?? [],
      synthesis: input.synthesis ?? null,
    }),
  );
}

/** B92: with two units named as compilers one owns the summary by decision, the others read it. */
function ownerOf(input: CompileInput): Pick<CompiledSummary, 'owner'> & { problems: SummaryProblem[] } {
  const candidates = [...(input.synthesis?.candidateUnitIds ?? [])].sort();
  const chosen = input.synthesis?.ownerUnitId ?? (candidates.length === 1 ? (candidates[0] ?? null) : null);
  if (chosen !== null) {
    return {
      owner: { unitId: chosen, readOnlyUnitIds: candidates.filter((id) => id !== chosen) },
      problems: [],
    };
  }
  if (candidates.length === 0) return { owner: null, problems: [] };
  const message =
    'Kế hoạch giao nhiều đơn vị cùng tổng hợp. Văn phòng chọn một đơn vị chủ trì, các đơn vị còn lại được xem bản tổng hợp.';
  return { owner: null, problems: [{ code: 'TWO_COMPILERS', message, refersTo: candidates.join(',') }] };
}

/** Cycles whose report must look ahead (B93). */
const LOOKS_AHEAD: ReadonlySet<string> = new Set(['6_thang']);

type Checked = Pick<CompiledSummary, 'period'> & { statements: Statement[]; figures: SummaryFigure[] };

/**
 * What keeps the content from being issued (B89, B93). Run again on a summary whose wording the office changed:
 * the words may be new, the sources may not be missing.
 */
export function contentProblems({ period, statements, figures }: Checked): SummaryProblem[] {
  const problems: SummaryProblem[] = [];
  for (const statement of statements) {
    const sourced = statement.sources.some((source) =>
      source.kind === 'document' ? source.reference.trim() !== '' : true,
    );
    if (sourced) continue;
    const short = statement.text.length > 80 ? `${statement.text.slice(0, 80)}…` : statement.text;
    const message = `Nội dung “${short}” chưa có nguồn. Gắn báo cáo của đơn vị hoặc số, ngày văn bản, nếu không thì xóa.`;
    problems.push({ code: 'STATEMENT_WITHOUT_SOURCE', message, refersTo: statement.id });
  }
  for (const figure of figures) {
    if (figure.actual === null || figure.parts.some((part) => part.source.submissionId !== '')) continue;
    const message = `Số liệu của chỉ tiêu “${figure.indicator}” không gắn với báo cáo nào. Tổng hợp lại từ báo cáo của đơn vị.`;
    problems.push({ code: 'FIGURE_WITHOUT_SOURCE', message, refersTo: figure.targetId });
  }
  if (LOOKS_AHEAD.has(period.cycle) && !statements.some((s) => s.section === 'nextPeriod')) {
    const next = period.nextLabel ?? 'kỳ tiếp theo';
    const message = `Báo cáo 6 tháng phải có phần nhiệm vụ trọng tâm ${next}. Bổ sung nội dung kèm nguồn trước khi phát hành.`;
    problems.push({ code: 'NO_NEXT_PERIOD', message, refersTo: period.code });
  }
  return problems;
}

/** Same input, same output, in whatever order the lists come (B90). Throws on nothing a person could have entered. */
export function compileSummary(input: CompileInput): CompiledSummary {
  const units = orderUnits(input.units);
  const reporting = compileReporting(input, units);
  const {
    figures,
    tally,
    problems: figureProblems,
  } = compileFigures({ ...input, targets: orderTargets(input) }, reporting, units);
  const { statements, nothingToReport } = compileStatements(input, reporting);
  const { owner, problems: ownerProblems } = ownerOf(input);
  const content = { period: input.period, statements, figures };
  return {
    schema: 1,
    organization: input.organization,
    plan: input.plan,
    period: input.period,
    reporting: reporting.rows,
    counts: reporting.counts,
    missingUnits: reporting.rows
      .filter((row) => row.status === 'missing' || row.status === 'not_due')
      .map(({ unitId, unitName, obligationId }) => ({ unitId, unitName, obligationId })),
    figures,
    tally,
    statements,
    nothingToReport,
    owner,
    submissionsUsed: reporting.used.map(({ submission, row }) => ({
      submissionId: submission.id,
      version: submission.version,
      unitId: row.unitId,
      obligationId: row.obligationId,
      documentNumber: submission.documentNumber?.trim() || null,
    })),
    assignments: input.assignments ?? [],
    unitNames: units.map(({ id, name }) => ({ unitId: id, name })),
    problems: [...ownerProblems, ...figureProblems, ...contentProblems(content)],
    inputsHash: hashOf(input, reporting),
  };
}

/** Targets stay in the plan's order as given; a part comes right after its total. */
function orderTargets({ targets }: CompileInput) {
  const known = new Set(targets.map((target) => target.id));
  const isTop = (parentId: string | null) => parentId === null || !known.has(parentId);
  const result: typeof targets = [];
  const seen = new Set<string>();
  const place = (target: (typeof targets)[number]) => {
    if (seen.has(target.id)) return;
    seen.add(target.id);
    result.push(target);
    for (const child of targets) if (child.parentId === target.id) place(child);
  };
  for (const target of targets) if (isTop(target.parentId)) place(target);
  // Parents that refer to each other in a circle are still shown.
  for (const target of targets) place(target);
  return result;
}
