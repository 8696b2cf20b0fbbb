/** The letter of reminder: drafted after a person's decision, and only while the report is still owed (B68, B69). */

import { type OfficialDocument, reminderLetter, reminderVerb } from '../documents';
import { addWorkingDays } from '../domain/calendar';
import { type DomainError, domainError } from '../domain/errors';
import { decideEscalation } from '../domain/escalation';
import { isOwed } from '../domain/obligation';
import { slugOf } from '../domain/text';
import { isoInstant, localDate } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import { contactsFor } from './contacts';
import { audit, type Database, inTransaction, lockObligation, type Scope, type Tx } from './context';
import { type CaseFile, caseOf } from './escalation-case';
import { type Chain, levelWithPeople } from './escalation-policy';
import { withdrawEscalations } from './escalation-withdrawal';
import { issuerOf, planIdentityOf, type Rendered, render, signerOf, storeDocument } from './issuing';
import { itemOf, today } from './obligations';
import { queueMessage } from './outbox';
import { PLAN_FACTS } from './plan-facts';
import { settingsOf } from './settings';

const CASE = {
  obligation: {
    include: {
      unit: true,
      period: true,
      plan: PLAN_FACTS,
      items: { where: { message: { kind: 'reminder' as const } }, include: { message: true } },
    },
  },
} satisfies Prisma.EscalationInclude;

type Case = Prisma.EscalationGetPayload<{ include: typeof CASE }>;

export type Issued =
  | { ok: true; issued: true; repeated: boolean; documentId: string | null }
  /** the report arrived meanwhile, or is not owed any more: nothing goes out */
  | { ok: true; issued: false; reason: string }
  | { ok: false; error: DomainError };

const readCase = (tx: Tx | Database, organizationId: string, id: string): Promise<Case | null> =>
  tx.escalation.findUnique({ where: { organizationId_id: { organizationId, id } }, include: CASE });

const ARRIVED = 'báo cáo đã đến trước khi công văn được phát hành';

/**
 * Issues an approved proposal: drafts the letter (docx and PDF), keeps it, and queues it to the level of the chain as
 * it stood at the proposal and to the unit. Run again it changes nothing.
 */
export async function issueEscalation(db: Database, scope: Scope, escalationId: string): Promise<Issued> {
  const { organizationId } = scope;
  const before = await readCase(db, organizationId, escalationId);
  if (!before) return { ok: false, error: domainError('NOT_FOUND', { what: 'đề nghị đôn đốc' }) };
  const at = isoInstant(scope.asOf);
  const possible = decideEscalation(caseOf(before), { type: 'issue', at }, { fourEyes: false });
  if (!possible.ok) {
    const withdrawn = before.state === 'withdrawn';
    return withdrawn ? { ok: true, issued: false, reason: before.closedReason ?? ARRIVED } : possible;
  }
  if (possible.repeated) return { ok: true, issued: true, repeated: true, documentId: before.documentId };
  // Setting type takes longer than a row lock should last; what is drafted here goes out only if all still holds.
  const letter = await draftLetter(db, scope, before);
  return inTransaction(db, async (tx): Promise<Issued> => {
    await lockObligation(tx, organizationId, before.obligationId);
    const row = await readCase(tx, organizationId, escalationId);
    if (!row) return { ok: false, error: domainError('NOT_FOUND', { what: 'đề nghị đôn đốc' }) };
    if (row.state === 'withdrawn') return { ok: true, issued: false, reason: row.closedReason ?? ARRIVED };
    if (!isOwed(row.obligation.state) || row.obligation.plan.state !== 'active') {
      await withdrawEscalations(tx, scope, row.obligationId, ARRIVED);
      return { ok: true, issued: false, reason: ARRIVED };
    }
    const next = decideEscalation(caseOf(row), { type: 'issue', at }, { fourEyes: false });
    if (!next.ok) return next;
    if (next.repeated) return { ok: true, issued: true, repeated: true, documentId: row.documentId };
    const stored = letter
      ? await storeDocument(tx, scope, {
          ...letter,
          kind: 'letter',
          title: `V/v ${letter.model.title}`,
          number: null,
          fileName: fileNameOf(row),
        })
      : null;
    await tx.escalation.update({
      where: { id: row.id },
      data: { state: 'issued', issuedAt: scope.asOf, closedAt: scope.asOf, documentId: stored?.id ?? null },
      select: { id: true },
    });
    const recipients = await queueLetter(tx, scope, row, stored?.files ?? []);
    await audit(tx, scope, {
      action: 'escalation.issued',
      subjectType: 'escalation',
      subjectId: row.id,
      before: { state: row.state },
      after: { state: 'issued', documentId: stored?.id ?? null, recipients },
      ...(letter ? {} : { reason: 'không lập công văn đôn đốc đối với cơ quan Đảng; báo cáo lãnh đạo' }),
    });
    return { ok: true, issued: true, repeated: false, documentId: stored?.id ?? null };
  });
}

const fileNameOf = ({ obligation, level, round }: Case): string =>
  `cong-van-don-doc-${slugOf(obligation.unit.name)}-${obligation.period.code.toLowerCase()}-cap-${level}-${round}`;

const SENT = new Set(['sent', 'delivered', 'read']);

/** Null where no letter may be written: nobody reminds a Party body in the UBND's name (reporting-regime §2.3). */
async function draftLetter(db: Database, scope: Scope, row: Case): Promise<Rendered | null> {
  const model = await letterModel(db, scope, row);
  return model ? render(model) : null;
}

/** The letter as it would be drafted now, for the approver to read before deciding; null where none may be written. */
export async function previewLetter(
  db: Database,
  scope: Scope,
  escalationId: string,
): Promise<OfficialDocument | null> {
  const row = await readCase(db, scope.organizationId, escalationId);
  return row ? letterModel(db, scope, row) : null;
}

async function letterModel(db: Database, scope: Scope, row: Case): Promise<OfficialDocument | null> {
  const { organizationId } = scope;
  const { obligation } = row;
  const { plan, unit, period } = obligation;
  const organization = await db.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const issuer = issuerOf(organization, plan);
  if (reminderVerb(issuer.system, unit.kind) === null) return null;
  const settings = await settingsOf(db, organizationId);
  const calendar = await calendarOf(db, organizationId);
  const { amendments } = row.caseFile as unknown as CaseFile;
  const owedUntil =
    obligation.state === 'returned' && obligation.correctionDueAt
      ? obligation.correctionDueAt
      : obligation.dueAt;
  const reminders = new Set(
    obligation.items.filter(({ message }) => SENT.has(message.state)).map(({ step }) => step),
  ).size;
  return reminderLetter({
    issuer,
    number: null,
    date: null,
    signer: await signerOf(db, organizationId, { system: issuer.system, kind: 'letter' }),
    draft: false,
    createdAt: isoInstant(scope.asOf),
    plan: planIdentityOf(plan),
    periodLabel: period.label,
    countedOn: today(scope),
    newDueDate:
      amendments?.newDueDate ?? addWorkingDays(calendar, today(scope), settings.letterWorkingDays).date,
    units: [
      {
        name: unit.name,
        kind: unit.kind,
        dueDate: localDate(owedUntil),
        reminders,
        ...(amendments?.note ? { note: amendments.note } : {}),
      },
    ],
    draftingUnit: settings.draftingUnit,
  });
}

/** To the level's people by e-mail, to the unit's contact and head; returns how many people. */
async function queueLetter(
  tx: Tx,
  scope: Scope,
  row: Case,
  attachments: { fileId: string; name: string }[],
): Promise<number> {
  const { obligation } = row;
  const level = levelWithPeople(row.chain as unknown as Chain, row.level);
  const contacts = await contactsFor(tx, scope.organizationId, obligation.unitId, scope.asOf);
  const focal = contacts.find(({ role }) => role === 'focal');
  const head = contacts.find(({ role }) => role === 'head');
  const unit = attachments.length > 0 ? [focal, head].flatMap((contact) => contact ?? []) : [];
  const recipients = [
    ...(level?.userIds ?? []).map((userId) => ({ userId })),
    ...unit.map(({ id }) => ({ contactId: id })),
  ];
  for (const to of recipients) {
    await queueMessage(tx, scope, {
      kind: 'letter',
      to,
      channels: 'email',
      important: true,
      key: `letter/${row.id}/${'userId' in to ? to.userId : to.contactId}`,
      items: itemOf(obligation, `letter/${row.level}.${row.round}`),
      nominalAt: scope.asOf,
      facts: { escalationId: row.id },
      attachments,
    });
  }
  return recipients.length;
}
