/** Where the summaries of a half-year stand, for the office's page: what is in, what is missing, what keeps it from issue. */
import type { CompiledSummary, SummaryDiff, SummaryProblem } from '../domain/compile-types';
import { isReceived } from '../domain/obligation';
import type { SummaryState } from '../prisma/generated/enums';
import type { Database, Scope, Tx } from './context';
import { groupBy } from './group';

export interface SummaryStatus {
  planId: string;
  planTitle: string;
  halfYear: string;
  /** null: not compiled yet */
  summaryId: string | null;
  number: number;
  state: SummaryState | null;
  stale: boolean;
  diff: SummaryDiff | null;
  problems: SummaryProblem[];
  /** Units whose report is owed, counted now from the register; exempt and cancelled ones are not in it (B57). */
  owed: number;
  received: number;
  missing: { unitId: string; unitName: string; obligationId: string; dueAt: Date }[];
  compiledAt: Date | null;
  issuedAt: Date | null;
  /** the issued report and its supplements, oldest first */
  versions: { summaryId: string; number: number; state: SummaryState; issuedAt: Date | null }[];
}

export async function summaryStatus(
  db: Database | Tx,
  { organizationId }: Scope,
  where: { planId?: string; halfYear?: string } = {},
): Promise<SummaryStatus[]> {
  const obligations = await db.obligation.findMany({
    where: {
      organizationId,
      state: { notIn: ['exempt', 'cancelled'] },
      ...(where.planId ? { planId: where.planId } : {}),
      period: {
        state: { in: ['open', 'closed'] },
        ...(where.halfYear ? { halfYear: where.halfYear } : {}),
      },
    },
    select: {
      id: true,
      state: true,
      planId: true,
      unitId: true,
      dueAt: true,
      unit: { select: { name: true } },
      namedUnit: { select: { name: true } },
      plan: { select: { title: true } },
      period: { select: { halfYear: true } },
    },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  const summaries = await db.summary.findMany({
    where: { organizationId, state: { not: 'superseded' }, ...where },
    include: { plan: { select: { title: true } } },
    orderBy: { number: 'asc' },
  });
  const keyOf = (planId: string, halfYear: string): string => `${halfYear}/${planId}`;
  const owedBy = groupBy(obligations, ({ planId, period }) => keyOf(planId, period.halfYear));
  const compiledBy = groupBy(summaries, ({ planId, halfYear }) => keyOf(planId, halfYear));
  const keys = [...new Set([...owedBy.keys(), ...compiledBy.keys()])].sort().reverse();
  return keys.map((key): SummaryStatus => {
    const owed = owedBy.get(key) ?? [];
    const versions = compiledBy.get(key) ?? [];
    const latest = versions.at(-1);
    const missing = owed.filter(({ state }) => !isReceived(state));
    const [halfYear = '', planId = ''] = key.split('/');
    return {
      planId,
      planTitle: latest?.plan.title ?? owed[0]?.plan.title ?? '',
      halfYear,
      summaryId: latest?.id ?? null,
      number: latest?.number ?? 0,
      state: latest?.state ?? null,
      stale: latest?.stale ?? false,
      diff: (latest?.staleDiff as unknown as SummaryDiff | null) ?? null,
      problems: latest ? (latest.compiled as unknown as CompiledSummary).problems : [],
      owed: owed.length,
      received: owed.length - missing.length,
      missing: missing.map(({ id, unitId, unit, namedUnit, dueAt }) => ({
        obligationId: id,
        unitId,
        unitName: (namedUnit ?? unit).name,
        dueAt,
      })),
      compiledAt: latest?.compiledAt ?? null,
      issuedAt: latest?.issuedAt ?? null,
      versions: versions.map(({ id, number, state, issuedAt }) => ({
        summaryId: id,
        number,
        state,
        issuedAt,
      })),
    };
  });
}

/** Summaries that no longer say what the register says, for the office's list and the nightly comparison (B88). */
export async function staleSummaries(
  db: Database | Tx,
  { organizationId }: Scope,
): Promise<{ summaryId: string; planId: string; halfYear: string; number: number; state: SummaryState }[]> {
  const rows = await db.summary.findMany({
    where: { organizationId, stale: true, state: { not: 'superseded' } },
    select: { id: true, planId: true, halfYear: true, number: true, state: true },
    orderBy: [{ halfYear: 'desc' }, { planId: 'asc' }, { number: 'asc' }],
  });
  return rows.map(({ id, ...row }) => ({ summaryId: id, ...row }));
}
