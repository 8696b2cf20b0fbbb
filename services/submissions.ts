/** Sending a report: once, under the lock of its obligation, with everything that follows from it in one transaction. */
import { type DomainError, domainError } from '../domain/errors';
import type { ObligationState } from '../domain/obligation';
import { isoInstant } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { contactsFor } from './contacts';
import { audit, type Database, inTransaction, type Scope, type Tx, tellWorkflow } from './context';
import { instantColumn } from './dates';
import {
  contentOf,
  type DraftContent,
  draftRow,
  inputRefusal,
  type SaveDraftInput,
  saveDraftIn,
} from './drafts';
import { withdrawEscalations } from './escalation-withdrawal';
import { type FigureError, type FigureNote, previousFigures, readFigures, reportTargets } from './figures';
import { cycleWorkflowId } from './ids';
import { revokeLinks } from './links';
import { itemOf, lockedObligation, moveObligation, type ObligationRow } from './obligations';
import { queueMessage } from './outbox';
import { latestReceipt, nextReceiptNumber, type Receipt, receiptOf } from './receipts';
import { touchSummaries } from './stale';

export interface SubmitInput extends Omit<SaveDraftInput, 'obligationId'> {
  obligationId: string;
  /** The draft the form showed; a second press names a version that was already sent and gets its receipt (B53). */
  submissionId?: string;
  /** B56: a nil report is confirmed by a named person. */
  nilConfirmation?: { confirmed: boolean; name: string };
  /** B55: the head of the unit in whose name the report is sent. */
  onBehalfOfName?: string;
  /** B54: a paper report, entered by the office. */
  paper?: { receivedOn: string; evidence: string };
}

export type SubmitResult =
  | { ok: true; receipt: Receipt; repeated: boolean; warnings: FigureNote[] }
  | { ok: false; error: DomainError; figureErrors?: FigureError[] };

/**
 * Sends the report. What stands in the input replaces the draft's content; without content the saved draft is sent.
 * Two presses, or two officers at once, give one submission and the same receipt (B53).
 */
export function submitReport(db: Database, scope: Scope, input: SubmitInput): Promise<SubmitResult> {
  return inTransaction(db, (tx) => submitReportIn(tx, scope, input));
}

export async function submitReportIn(tx: Tx, scope: Scope, input: SubmitInput): Promise<SubmitResult> {
  const found = await lockedObligation(tx, scope, input.obligationId);
  if (!found.ok) return found;
  const { obligation, state } = found;
  const sentBefore = await sentAlready(tx, scope, found, input.submissionId);
  if (sentBefore) return { ok: true, receipt: sentBefore, repeated: true, warnings: [] };
  const refused = await inputRefusal(tx, scope, found);
  if (refused) return { ok: false, error: refused };

  const typed = await typedContent(tx, scope, obligation, input);
  if (!typed.ok) return typed;
  const checked = await checkContent(tx, obligation, typed, input);
  if (!checked.ok) return checked;

  const at = isoInstant(scope.asOf);
  const { paper } = input;
  const by = scope.actor.id ?? scope.actor.kind;
  const moved = await moveObligation(tx, scope, found, {
    type: 'submit',
    at,
    by,
    requestId: typed.submissionId,
    basedOn: state.versions.at(-1)?.version ?? 0,
    ...(typed.content.nil ? { nil: input.nilConfirmation ?? { confirmed: false, name: '' } } : {}),
    ...(input.onBehalfOfName ? { onBehalfOf: input.onBehalfOfName } : {}),
    ...(paper ? { paper: { ...paper, enteredBy: by } } : {}),
  });
  if (!moved.ok) return moved;
  const version = moved.state.versions.at(-1);
  const officialDate = version ? instantColumn(version.officialAt) : scope.asOf;

  const receiptNumber = await nextReceiptNumber(tx, scope);
  const row = await tx.submission.update({
    where: { id: typed.submissionId },
    data: {
      state: 'submitted',
      sections: { ...typed.content.sections },
      figures: typed.content.nil ? [] : JSON.parse(JSON.stringify(checked.figures)),
      nil: typed.content.nil,
      submittedAt: scope.asOf,
      officialDate,
      receiptNumber,
      enteredByKind: scope.actor.kind,
      enteredById: scope.actor.id ?? '',
      enteredByName: typed.content.nil && input.nilConfirmation ? nameFor(scope, input) : scope.actor.name,
      onBehalfOfName: input.onBehalfOfName ?? null,
      paperEvidence: paper?.evidence ?? null,
      updatedAt: scope.asOf,
    },
  });
  await touchSummaries(tx, scope, { planId: obligation.planId, halfYear: obligation.period.halfYear });
  await audit(tx, scope, {
    action: paper ? 'submission.paper_entered' : 'submission.sent',
    subjectType: 'obligation',
    subjectId: obligation.id,
    before: {
      state: obligation.state,
      version: state.versions.at(-1)?.version ?? 0,
      ...replacedDraft(scope, obligation, input),
    },
    after: {
      state: moved.state.status,
      version: row.version,
      submissionId: row.id,
      receiptNumber,
      officialDate: isoInstant(officialDate),
      ...(input.onBehalfOfName ? { onBehalfOf: input.onBehalfOfName } : {}),
      ...(paper ? { evidence: paper.evidence } : {}),
    },
  });
  await afterSubmission(tx, scope, obligation, row.id);
  return { ok: true, receipt: receiptOf(row), repeated: false, warnings: checked.warnings };
}

/** What the unit had begun to write where the office enters the report in its place: kept in the journal, or it would be gone. */
function replacedDraft(
  { actor }: Scope,
  { submissions }: ObligationRow,
  { sections, figures }: SubmitInput,
): { draft?: Prisma.InputJsonObject } {
  const begun = submissions.find(({ state }) => state === 'draft');
  if (!begun || actor.kind !== 'user' || (sections === undefined && figures === undefined)) return {};
  return { draft: { sections: begun.sections ?? {}, figures: begun.figures ?? [] } };
}

/** The confirming person of a nil report is kept beside the one who pressed the button. */
const nameFor = (scope: Scope, { nilConfirmation }: SubmitInput): string => {
  const name = nilConfirmation?.name.trim() ?? '';
  return name === '' || name === scope.actor.name ? scope.actor.name : `${name} (${scope.actor.name} gửi)`;
};

/** The receipt that a second press gets; undefined where nothing was sent yet. */
async function sentAlready(
  tx: Tx,
  scope: Scope,
  { obligation, state }: { obligation: ObligationRow; state: ObligationState },
  submissionId: string | undefined,
): Promise<Receipt | undefined> {
  const named = obligation.submissions.find(({ id }) => id === submissionId);
  if (named && named.state !== 'draft' && named.receiptNumber) return receiptOf(named);
  if (state.status !== 'submitted') return undefined;
  return latestReceipt(tx, scope.organizationId, obligation.id);
}

type Typed =
  | { ok: true; submissionId: string; content: DraftContent; fileCount: number }
  | { ok: false; error: DomainError };

async function typedContent(
  tx: Tx,
  scope: Scope,
  obligation: ObligationRow,
  input: SubmitInput,
): Promise<Typed> {
  const { sections, figures, nil, basedOn } = input;
  if (sections !== undefined || figures !== undefined || nil !== undefined) {
    const saved = await saveDraftIn(tx, scope, {
      obligationId: obligation.id,
      ...(sections === undefined ? {} : { sections }),
      ...(figures === undefined ? {} : { figures }),
      ...(nil === undefined ? {} : { nil }),
      ...(basedOn === undefined ? {} : { basedOn }),
    });
    if (!saved.ok) return { ok: false, error: saved.error };
  }
  const row = await draftRow(tx, scope, obligation.id);
  return { ok: true, submissionId: row.id, content: contentOf(row), fileCount: row.files.length };
}

type Checked =
  | { ok: true; figures: object[]; warnings: FigureNote[] }
  | { ok: false; error: DomainError; figureErrors?: FigureError[] };

async function checkContent(
  tx: Tx,
  obligation: ObligationRow,
  { content, fileCount }: { content: DraftContent; fileCount: number },
  { paper }: SubmitInput,
): Promise<Checked> {
  if (content.nil) return { ok: true, figures: [], warnings: [] };
  const targets = await reportTargets(tx, obligation);
  const previous = await previousFigures(tx, obligation);
  const read = readFigures({
    typed: content.figures,
    targets,
    previous: new Map([...previous].map(([targetId, { value }]) => [targetId, value])),
  });
  const [first] = read.ok ? [] : read.errors;
  if (!read.ok && first) return { ok: false, error: first, figureErrors: read.errors };
  const figures = read.ok ? read.figures : [];
  const empty = content.sections.results.trim() === '' && figures.length === 0 && fileCount === 0;
  // A paper report's text lies on paper; its evidence is checked apart.
  if (empty && !paper) {
    return {
      ok: false,
      error: domainError('FIELD_MISSING', { name: 'Kết quả thực hiện' }, 'sections.results'),
    };
  }
  return { ok: true, figures, warnings: read.ok ? read.warnings : [] };
}

/** What follows from a report that arrived: nobody is reminded, proposed or asked any more, and everybody knows. */
async function afterSubmission(
  tx: Tx,
  scope: Scope,
  obligation: ObligationRow,
  submissionId: string,
): Promise<void> {
  await markInFlight(tx, scope, obligation.id);
  await revokeLinks(tx, scope, { obligationIds: [obligation.id], reason: 'submitted' });
  await withdrawEscalations(tx, scope, obligation.id, 'báo cáo đã được gửi');
  await queueReceipts(tx, scope, obligation, submissionId);
  await tellWorkflow(tx, scope, {
    workflowId: cycleWorkflowId(obligation.periodId),
    name: 'submitted',
    payload: { obligationId: obligation.id },
  });
}

/**
 * B36: what the provider has in its hands at this moment may still arrive. It is recorded as sent before the
 * submission; whatever is only queued is dropped by the check just before sending.
 */
async function markInFlight(tx: Tx, scope: Scope, obligationId: string): Promise<void> {
  await tx.message.updateMany({
    where: {
      organizationId: scope.organizationId,
      kind: { in: ['reminder', 'change_notice', 'returned', 'handover', 'letter'] },
      // one that waits to be tried again after a lost answer may have arrived all the same
      OR: [{ state: { in: ['sending', 'unknown'] } }, { state: 'queued', possibleDuplicate: true }],
      items: { some: { obligationId } },
    },
    data: { sentBeforeSubmission: true },
  });
}

/** A receipt to the sender (or the unit, for a paper report), and word to both sides of a report sent for another (B55). */
async function queueReceipts(
  tx: Tx,
  scope: Scope,
  obligation: ObligationRow,
  submissionId: string,
): Promise<void> {
  const submission = await tx.submission.findUniqueOrThrow({
    where: { id: submissionId },
    select: { onBehalfOfName: true, version: true },
  });
  const contacts = await contactsFor(tx, scope.organizationId, obligation.unitId, scope.asOf);
  const facts = { submissionId };
  const nominalAt = scope.asOf;
  const step = (name: string) => itemOf(obligation, `${name}/v${submission.version}`);
  const sender = scope.actor.kind === 'contact' ? scope.actor.id : contacts[0]?.id;
  if (sender) {
    const key = `receipt/${submissionId}/${sender}`;
    const items = step('receipt');
    await queueMessage(tx, scope, {
      kind: 'receipt',
      to: { contactId: sender },
      key,
      items,
      nominalAt,
      facts,
    });
  }
  if (!submission.onBehalfOfName) return;
  const head = contacts.find(({ role }) => role === 'head');
  const told = [
    ...(head && head.id !== sender ? [{ contactId: head.id }] : []),
    ...(scope.actor.kind === 'user' ? [{ userId: scope.actor.id }] : []),
  ];
  for (const to of told) {
    const key = `on_behalf/${submissionId}/${'contactId' in to ? to.contactId : to.userId}`;
    await queueMessage(tx, scope, { kind: 'on_behalf', to, key, items: step('on_behalf'), nominalAt, facts });
  }
}
