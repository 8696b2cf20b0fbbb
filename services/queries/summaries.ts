/** One compiled summary with its document, for the office and for leaders. */

import type { OfficialDocument } from '../../documents';
import type { CompiledSummary, OfficeStatement, SummaryDiff } from '../../domain/compile-types';
import type { SummaryState } from '../../prisma/generated/enums';
import type { Database, Tx } from '../context';
import { printedNumber } from '../document-name';
import { PLAN_FACTS } from '../plan-facts';

export interface SummaryView {
  id: string;
  planId: string;
  planTitle: string;
  planNumber: string | null;
  organizationName: string;
  halfYear: string;
  number: number;
  state: SummaryState;
  compiled: CompiledSummary;
  /** Sentences the office added. */
  office: OfficeStatement[];
  stale: boolean;
  diff: SummaryDiff | null;
  compiledAt: Date;
  reviewedByName: string | null;
  reviewedAt: Date | null;
  reviewNote: string | null;
  issuedByName: string | null;
  issuedAt: Date | null;
  document: {
    number: string | null;
    title: string;
    model: OfficialDocument;
    docxFileId: string;
    pdfFileId: string;
  } | null;
  /** The report and its supplements, in order. */
  versions: { id: string; number: number; state: SummaryState; issuedAt: Date | null }[];
  /** Remarks of leaders, newest last. */
  comments: { at: Date; byName: string; text: string }[];
  /** Figures and sentences name reports; this says which report each is. */
  reports: Record<string, { obligationId: string; unitName: string }>;
}

export async function summaryView(
  db: Database | Tx,
  { organizationId, summaryId }: { organizationId: string; summaryId: string },
): Promise<SummaryView | null> {
  const row = await db.summary.findUnique({
    where: { organizationId_id: { organizationId, id: summaryId } },
    include: {
      document: true,
      plan: { ...PLAN_FACTS, include: { organization: { select: { name: true } } } },
    },
  });
  if (!row) return null;
  const compiled = row.compiled as unknown as CompiledSummary; // written by services/summaries.ts
  const [versions, comments, submissions] = await Promise.all([
    db.summary.findMany({
      where: { organizationId, planId: row.planId, halfYear: row.halfYear, state: { not: 'superseded' } },
      orderBy: { number: 'asc' },
      select: { id: true, number: true, state: true, issuedAt: true },
    }),
    db.auditEntry.findMany({
      where: { organizationId, subjectId: row.id, action: 'summary.comment' },
      orderBy: { id: 'asc' },
      select: { at: true, actorName: true, reason: true },
    }),
    db.submission.findMany({
      where: { organizationId, id: { in: compiled.submissionsUsed.map((used) => used.submissionId) } },
      select: { id: true, obligationId: true, obligation: { select: { unit: { select: { name: true } } } } },
    }),
  ]);
  const { document, plan } = row;
  return {
    id: row.id,
    planId: row.planId,
    planTitle: plan.title,
    planNumber: printedNumber(plan),
    organizationName: plan.organization.name,
    halfYear: row.halfYear,
    number: row.number,
    state: row.state,
    compiled,
    office: (row.office ?? []) as unknown as OfficeStatement[],
    stale: row.stale,
    diff: row.staleDiff as unknown as SummaryDiff | null,
    compiledAt: row.compiledAt,
    reviewedByName: row.reviewedByName,
    reviewedAt: row.reviewedAt,
    reviewNote: row.reviewNote,
    issuedByName: row.issuedByName,
    issuedAt: row.issuedAt,
    document: document
      ? {
          number: document.number,
          title: document.title,
          model: document.model as unknown as OfficialDocument,
          docxFileId: document.docxFileId,
          pdfFileId: document.pdfFileId,
        }
      : null,
    versions,
    comments: comments.map(({ at, actorName, reason }) => ({ at, byName: actorName, text: reason ?? '' })),
    reports: Object.fromEntries(
      submissions.map(({ id, obligationId, obligation }) => [
        id,
        { obligationId, unitName: obligation.unit.name },
      ]),
    ),
  };
}
