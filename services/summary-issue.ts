/** What people do with a compiled summary: add a sourced sentence, review, issue; the service never does (law 6, B89). */
import { contentProblems } from '../domain/compile';
import type { CompiledSummary, OfficeStatement } from '../domain/compile-types';
import { type DomainError, domainError } from '../domain/errors';
import { SUMMARY_STATE_TERMS } from '../domain/terms';
import { isIsoDate, isoInstant, localDate } from '../domain/time';
import type { Prisma, Summary } from '../prisma/generated/client';
import { audit, type Database, inTransaction, type Scope, type Tx, tellWorkflow } from './context';
import { summaryWorkflowId } from './ids';
import { render, storeDocument } from './issuing';
import { isId } from './obligations';
import { queueMessage } from './outbox';
import { staffWith } from './staff';
import { lockSummaries } from './stale';
import { compileSummary, summaryDocument, summaryFileName, titleOf } from './summary-compile';

export type SummaryDecision =
  | { ok: true; summaryId: string; repeated: boolean }
  | { ok: false; error: DomainError; problems?: { message: string; refersTo: string }[] };

const NOT_FOUND = { ok: false as const, error: domainError('NOT_FOUND', { what: 'báo cáo tổng hợp' }) };

async function lockedSummary(tx: Tx, scope: Scope, summaryId: string): Promise<Summary | null> {
  if (!isId(summaryId)) return null;
  const where = { organizationId_id: { organizationId: scope.organizationId, id: summaryId } };
  const known = await tx.summary.findUnique({ where, select: { planId: true } });
  if (!known) return null;
  await lockSummaries(tx, [known.planId]);
  return tx.summary.findUniqueOrThrow({ where });
}

/** The office read the draft and stands behind it. A stale draft cannot be reviewed: it is compiled again first. */
export function reviewSummary(
  db: Database,
  scope: Scope,
  input: { summaryId: string; note?: string },
): Promise<SummaryDecision> {
  return inTransaction(db, async (tx): Promise<SummaryDecision> => {
    const row = await lockedSummary(tx, scope, input.summaryId);
    if (!row) return NOT_FOUND;
    if (row.state === 'reviewed') return { ok: true, summaryId: row.id, repeated: true };
    if (row.state !== 'draft') return { ok: false, error: wrongState(row, 'rà soát') };
    if (row.stale) return { ok: false, error: domainError('SUMMARY_STALE') };
    await tx.summary.update({
      where: { id: row.id },
      data: {
        state: 'reviewed',
        reviewedById: scope.actor.id,
        reviewedByName: scope.actor.name,
        reviewedAt: scope.asOf,
        reviewNote: input.note?.trim() || null,
      },
    });
    await audit(tx, scope, {
      action: 'summary.reviewed',
      subjectType: 'summary',
      subjectId: row.id,
      before: { state: 'draft' },
      after: { state: 'reviewed', inputsHash: row.inputsHash },
      ...(input.note ? { reason: input.note } : {}),
    });
    await tell(tx, scope, row);
    return { ok: true, summaryId: row.id, repeated: false };
  });
}

const wrongState = (row: Summary, action: string): DomainError =>
  domainError('SUMMARY_WRONG_STATE', { state: SUMMARY_STATE_TERMS[row.state], action });

export interface IssueInput {
  summaryId: string;
  /** given by the clerk; null leaves it blank for writing by hand */
  number?: number | null;
  /** civil date of the document; default: the day of issue */
  date?: string;
}

/** Why this summary cannot be issued: not reviewed, stale, or a statement without a source (B89). */
function issueRefusal(row: Summary): SummaryDecision | null {
  if (row.state === 'issued') return { ok: true, summaryId: row.id, repeated: true };
  if (row.state !== 'reviewed') return { ok: false, error: wrongState(row, 'phát hành') };
  if (row.stale) return { ok: false, error: domainError('SUMMARY_STALE') };
  const compiled = row.compiled as unknown as CompiledSummary;
  const found = [...compiled.problems, ...contentProblems(compiled)];
  const problems = [
    ...new Map(found.map((problem) => [`${problem.code}/${problem.refersTo}`, problem])).values(),
  ];
  const [first] = problems;
  if (!first) return null;
  const error = domainError('SUMMARY_HAS_PROBLEMS', { count: problems.length, first: first.message });
  return { ok: false, error, problems };
}

/** Renders the final text, keeps it, and sends it to the leaders by e-mail with a link. The file never changes again. */
export async function issueSummary(db: Database, scope: Scope, input: IssueInput): Promise<SummaryDecision> {
  const { organizationId } = scope;
  const date = input.date ?? localDate(scope.asOf);
  if (!isIsoDate(date)) return { ok: false, error: domainError('DATE_INVALID', { value: date }, 'date') };
  if (!isId(input.summaryId)) return NOT_FOUND;
  const before = await db.summary.findUnique({
    where: { organizationId_id: { organizationId, id: input.summaryId } },
    include: { plan: { include: { organization: true } } },
  });
  if (!before) return NOT_FOUND;
  const early = issueRefusal(before);
  if (early) return early;
  const { plan, halfYear, number } = before;
  const issued =
    number === 0
      ? null
      : await db.summary.findFirst({
          where: { organizationId, planId: plan.id, halfYear, state: 'issued' },
          orderBy: { number: 'desc' },
        });
  const model = await summaryDocument(db, organizationId, {
    source: { plan, organization: plan.organization },
    compiled: before.compiled as unknown as CompiledSummary,
    number,
    issued,
    final: { number: input.number ?? null, date },
    createdAt: isoInstant(scope.asOf),
  });
  const rendered = await render(model);
  return inTransaction(db, async (tx): Promise<SummaryDecision> => {
    const row = await lockedSummary(tx, scope, input.summaryId);
    if (!row) return NOT_FOUND;
    const refused = issueRefusal(row);
    if (refused) return refused;
    if (row.inputsHash !== before.inputsHash) return { ok: false, error: domainError('SUMMARY_STALE') };
    const printed =
      input.number && model.number ? printedOf(model.system, input.number, model.number.symbol) : null;
    const document = await storeDocument(tx, scope, {
      ...rendered,
      kind: number === 0 ? 'summary' : 'supplement',
      title: titleOf(model),
      number: printed,
      fileName: summaryFileName(plan.title, halfYear, number, false),
    });
    await tx.summary.update({
      where: { id: row.id },
      data: {
        state: 'issued',
        issuedById: scope.actor.id,
        issuedByName: scope.actor.name,
        issuedAt: scope.asOf,
        documentId: document.id,
      },
    });
    const readers = await queueToLeaders(tx, scope, row);
    await audit(tx, scope, {
      action: 'summary.issued',
      subjectType: 'summary',
      subjectId: row.id,
      before: { state: 'reviewed' },
      after: { state: 'issued', number, documentId: document.id, document: printed, readers },
    });
    await tell(tx, scope, row);
    return { ok: true, summaryId: row.id, repeated: false };
  });
}

const printedOf = (system: 'chinh_quyen' | 'dang', number: number, symbol: string): string =>
  `${String(number).padStart(2, '0')}${system === 'dang' ? '-' : '/'}${symbol}`;

async function queueToLeaders(tx: Tx, scope: Scope, row: Summary): Promise<number> {
  const leaders = await staffWith(tx, scope.organizationId, ['leader']);
  const kind = row.number === 0 ? 'summary' : 'supplement';
  for (const { id: userId } of leaders) {
    await queueMessage(tx, scope, {
      kind,
      to: { userId },
      channels: 'email',
      important: true,
      key: `${kind}/${row.id}/${userId}`,
      items: [],
      nominalAt: scope.asOf,
      facts: { summaryId: row.id },
    });
  }
  if (leaders.length > 0) return leaders.length;
  for (const { id: userId } of await staffWith(tx, scope.organizationId, ['admin', 'office_head'])) {
    await queueMessage(tx, scope, {
      kind: 'alert',
      to: { userId },
      key: `alert/no-leader/${row.id}/${userId}`,
      items: [],
      nominalAt: scope.asOf,
      facts: {
        title: 'Báo cáo tổng hợp đã phát hành nhưng chưa có lãnh đạo nào để gửi',
        lines: [`Kỳ ${row.halfYear}`],
        wayOut: 'Thêm tài khoản có vai trò lãnh đạo rồi gửi lại báo cáo.',
      },
    });
  }
  return 0;
}

/**
 * The sentences the office adds, each with its source; without one the summary cannot be issued (B89). The draft is
 * compiled again with them.
 */
export async function setOfficeStatements(
  db: Database,
  scope: Scope,
  input: { summaryId: string; statements: OfficeStatement[] },
): Promise<SummaryDecision> {
  const written = await inTransaction(db, async (tx) => {
    const row = await lockedSummary(tx, scope, input.summaryId);
    if (!row) return NOT_FOUND;
    if (row.state !== 'draft' && row.state !== 'reviewed') {
      return { ok: false as const, error: wrongState(row, 'bổ sung nội dung') };
    }
    const office = JSON.parse(JSON.stringify(input.statements)) as Prisma.InputJsonArray;
    await tx.summary.update({ where: { id: row.id }, data: { office } });
    await audit(tx, scope, {
      action: 'summary.statements_set',
      subjectType: 'summary',
      subjectId: row.id,
      before: row.office as Prisma.InputJsonValue,
      after: office,
    });
    return { ok: true as const, key: { planId: row.planId, halfYear: row.halfYear } };
  });
  if (!written.ok) return written;
  const compiled = await compileSummary(db, scope, written.key);
  return compiled.ok ? { ok: true, summaryId: compiled.summaryId, repeated: !compiled.changed } : compiled;
}

const tell = (tx: Tx, scope: Scope, { halfYear }: Summary): Promise<void> =>
  tellWorkflow(tx, scope, {
    workflowId: summaryWorkflowId(scope.organizationId, halfYear),
    name: 'registerChanged',
  });
