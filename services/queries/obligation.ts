/** One report as the office works on it: deadline, versions, figures, messages, proposals, who did what. */
import type { CompileTarget } from '../../domain/compile-types';
import { lastDayBelow } from '../../domain/deadlines';
import { draftAgeDays } from '../../domain/obligation';
import { isoInstant } from '../../domain/time';
import { calendarOf } from '../calendar';
import type { Database, Tx } from '../context';
import { civilDate, civilDateOrNull } from '../dates';
import { printedNumber } from '../document-name';
import { contentOf, type DraftContent } from '../drafts';
import { reportTargets } from '../figures';
import { compilerDates } from '../levels';
import { readObligation, stateOf } from '../obligations';
import { type ChainView, chainOf } from './deadline-chain';

export interface VersionView extends DraftContent {
  id: string;
  version: number;
  state: string;
  submittedAt: Date | null;
  officialDate: Date | null;
  enteredAt: Date;
  enteredByName: string;
  onBehalfOfName: string | null;
  paperEvidence: string | null;
  receiptNumber: string | null;
  returnReason: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  files: { fileId: string; name: string; size: number }[];
}

export interface ObligationView {
  id: string;
  state: string;
  dueAt: Date;
  overdueFrom: Date;
  originalDueAt: Date | null;
  correctionDueAt: Date | null;
  timeliness: string | null;
  acceptedVersion: number | null;
  closedReason: string | null;
  chain: ChainView;
  unit: { id: string; name: string };
  plan: { id: string; title: string; number: string | null; state: string };
  period: { id: string; label: string; dataFrom: string; dataTo: string };
  targets: CompileTarget[];
  versions: VersionView[];
  draftSavedAt: Date | null;
  /** days since the unsent draft was begun (B58) */
  draftAgeDays: number | null;
  extensions: {
    id: string;
    state: string;
    reason: string;
    requestedDate: string | null;
    requestedByName: string;
    requestedAt: Date;
    newDueAt: Date | null;
    decidedByName: string | null;
    decisionReason: string | null;
  }[];
  messages: {
    id: string;
    step: string;
    kind: string;
    channel: string | null;
    recipient: string;
    state: string;
    reason: string | null;
    effectiveAt: Date;
    sentAt: Date | null;
  }[];
  escalations: {
    id: string;
    level: number;
    round: number;
    state: string;
    proposedAt: Date;
    proposedByName: string;
  }[];
  /** Where the rule knows the level above: its day, and the last one that leaves it a working day to compile. */
  levelAbove: { date: string; lastDayBelow: string } | null;
  history: { at: Date; actorName: string; action: string; reason: string | null }[];
}

/** Most entries of history shown on the page; the journal has them all. */
const HISTORY = 40;

export async function obligationView(
  db: Database | Tx,
  { organizationId, obligationId, asOf }: { organizationId: string; obligationId: string; asOf: Date },
): Promise<ObligationView | null> {
  const row = await readObligation(db, organizationId, obligationId);
  if (!row) return null;
  const submissionIds = row.submissions.map(({ id }) => id);
  const [targets, files, extensions, items, escalations] = await Promise.all([
    reportTargets(db, row),
    db.submissionFile.findMany({
      where: { organizationId, submissionId: { in: submissionIds } },
      include: { file: { select: { size: true } } },
      orderBy: { name: 'asc' },
    }),
    db.extension.findMany({ where: { organizationId, obligationId }, orderBy: { requestedAt: 'desc' } }),
    db.messageItem.findMany({
      where: { organizationId, obligationId },
      orderBy: { message: { effectiveAt: 'asc' } },
      select: {
        step: true,
        message: {
          include: { contact: { select: { name: true } }, user: { select: { name: true } } },
        },
      },
    }),
    db.escalation.findMany({ where: { organizationId, obligationId }, orderBy: { proposedAt: 'desc' } }),
  ]);
  const history = await db.auditEntry.findMany({
    where: {
      organizationId,
      subjectId: {
        in: [
          obligationId,
          ...submissionIds,
          ...extensions.map(({ id }) => id),
          ...escalations.map(({ id }) => id),
        ],
      },
    },
    orderBy: { id: 'desc' },
    take: HISTORY,
    select: { at: true, actorName: true, action: true, reason: true },
  });
  const calendar = await calendarOf(db, organizationId);
  const compiler = (await compilerDates(db, organizationId, [row.period], calendar)).get(row.periodId);
  const sent = row.submissions.filter(({ state }) => state !== 'draft');
  return {
    id: row.id,
    state: row.state,
    dueAt: row.dueAt,
    overdueFrom: row.overdueFrom,
    originalDueAt: row.originalDueAt,
    correctionDueAt: row.correctionDueAt,
    timeliness: row.timeliness,
    acceptedVersion: row.acceptedVersion,
    closedReason: row.closedReason,
    chain: chainOf(row.deadline),
    unit: { id: row.unit.id, name: row.unit.name },
    plan: { id: row.plan.id, title: row.plan.title, number: printedNumber(row.plan), state: row.plan.state },
    period: {
      id: row.period.id,
      label: row.period.label,
      dataFrom: civilDate(row.period.dataFrom),
      dataTo: civilDate(row.period.dataTo),
    },
    targets,
    versions: sent
      .map((submission) => ({
        ...contentOf(submission),
        id: submission.id,
        version: submission.version,
        state: submission.state,
        submittedAt: submission.submittedAt,
        officialDate: submission.officialDate,
        enteredAt: submission.enteredAt,
        enteredByName: submission.enteredByName,
        onBehalfOfName: submission.onBehalfOfName,
        paperEvidence: submission.paperEvidence,
        receiptNumber: submission.receiptNumber,
        returnReason: submission.returnReason,
        decidedByName: submission.decidedByName,
        decidedAt: submission.decidedAt,
        files: files
          .filter(({ submissionId }) => submissionId === submission.id)
          .map(({ fileId, name, file }) => ({ fileId, name, size: file.size })),
      }))
      .reverse(),
    draftSavedAt: row.submissions.find(({ state }) => state === 'draft')?.updatedAt ?? null,
    draftAgeDays: draftAgeDays(stateOf(row), isoInstant(asOf)),
    extensions: extensions.map((extension) => ({
      id: extension.id,
      state: extension.state,
      reason: extension.reason,
      requestedDate: civilDateOrNull(extension.requestedDate),
      requestedByName: extension.requestedByName,
      requestedAt: extension.requestedAt,
      newDueAt: extension.newDueAt,
      decidedByName: extension.decidedByName,
      decisionReason: extension.decisionReason,
    })),
    messages: items.map(({ step, message }) => ({
      id: message.id,
      step,
      kind: message.kind,
      channel: message.channel,
      recipient: message.contact?.name ?? message.user?.name ?? 'không có người nhận',
      state: message.state,
      reason: message.reason,
      effectiveAt: message.effectiveAt,
      sentAt: message.sentAt,
    })),
    escalations: escalations.map(({ id, level, round, state, proposedAt, proposedByName }) => ({
      id,
      level,
      round,
      state,
      proposedAt,
      proposedByName,
    })),
    levelAbove: compiler ? { date: compiler, lastDayBelow: lastDayBelow(compiler, calendar) } : null,
    history,
  };
}
