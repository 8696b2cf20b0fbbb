/** Signed links: one per report and recipient; they die on submission, on reassignment and after the lock (B98). */
import { createHmac } from 'node:crypto';
import { type DomainError, domainError } from '../domain/errors';
import { localDate } from '../domain/time';
import type { Database, Scope, Tx } from './context';
import { civilDate } from './dates';
import { lockOf, readObligation, stateOf } from './obligations';
import { latestReceipt, type Receipt } from './receipts';
import { isSameSecret } from './secret-text';

export type { Receipt };

const TOKEN_SHAPE = /^[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}$/;
const UUID_PARTS = [8, 4, 4, 4, 12] as const;

const bytesOfId = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

function idOfBytes(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  let at = 0;
  return UUID_PARTS.map((length) => {
    at += length;
    return hex.slice(at - length, at);
  }).join('-');
}

const seal = (id: Buffer, secret: string): Buffer =>
  createHmac('sha256', secret).update('dondoc/link/1').update(id).digest();

/** The token that stands in the message: link id and its HMAC, URL-safe. Nothing of it is stored. */
export function signToken(linkId: string, secret: string): string {
  const id = bytesOfId(linkId);
  return `${id.toString('base64url')}.${seal(id, secret).toString('base64url')}`;
}

/** The link id of a genuine token in its one spelling, null of any other text. Compares in constant time. */
export function readToken(token: string, secret: string): string | null {
  if (!TOKEN_SHAPE.test(token)) return null;
  const linkId = idOfBytes(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url'));
  return isSameSecret(token, signToken(linkId, secret)) ? linkId : null;
}

/** The living link of this report and recipient, made if there is none; its end is moved when it comes later. */
export async function createReportLink(
  tx: Tx,
  scope: Scope,
  input: { contactId: string; obligationId: string; expiresAt: Date },
): Promise<string> {
  const { organizationId, asOf } = scope;
  const { contactId, obligationId, expiresAt } = input;
  const living = await tx.signedLink.findFirst({
    where: { organizationId, purpose: 'report', contactId, obligationId, revokedAt: null },
    orderBy: { createdAt: 'desc' },
    select: { id: true, expiresAt: true },
  });
  if (living) {
    if (living.expiresAt < expiresAt) {
      await tx.signedLink.update({ where: { id: living.id }, data: { expiresAt }, select: { id: true } });
    }
    return living.id;
  }
  const link = await tx.signedLink.create({
    data: { organizationId, purpose: 'report', contactId, obligationId, expiresAt, createdAt: asOf },
    select: { id: true },
  });
  return link.id;
}

/** The link through which a leader opens an issued summary; one per summary and person. */
export async function createSummaryLink(
  tx: Tx,
  scope: Scope,
  input: { userId: string; summaryId: string; expiresAt: Date },
): Promise<string> {
  const { organizationId, asOf } = scope;
  const { userId, summaryId, expiresAt } = input;
  const known = await tx.signedLink.findFirst({
    where: { organizationId, purpose: 'summary', userId, summaryId, revokedAt: null },
    select: { id: true },
  });
  if (known) return known.id;
  const link = await tx.signedLink.create({
    data: { organizationId, purpose: 'summary', userId, summaryId, expiresAt, createdAt: asOf },
    select: { id: true },
  });
  return link.id;
}

export type RevokeReason = 'submitted' | 'reassigned' | 'revoked';

/** Ends the living links of a report (or of one recipient of it). Returns how many. */
export async function revokeLinks(
  tx: Tx,
  scope: Scope,
  input: { obligationIds?: string[]; contactId?: string; reason: RevokeReason },
): Promise<number> {
  const { count } = await tx.signedLink.updateMany({
    where: {
      organizationId: scope.organizationId,
      purpose: 'report',
      revokedAt: null,
      ...(input.obligationIds ? { obligationId: { in: input.obligationIds } } : {}),
      ...(input.contactId ? { contactId: input.contactId } : {}),
    },
    data: { revokedAt: scope.asOf, revokedReason: input.reason },
  });
  return count;
}

/** A report that was taken back is owed again: the links that died with its sending open again. */
export async function reviveLinks(
  tx: Tx,
  scope: Scope,
  input: { obligationId: string; submittedAt: Date },
): Promise<void> {
  await tx.signedLink.updateMany({
    where: {
      organizationId: scope.organizationId,
      purpose: 'report',
      obligationId: input.obligationId,
      revokedReason: 'submitted',
      revokedAt: { gte: input.submittedAt },
    },
    data: { revokedAt: null, revokedReason: null },
  });
}

/** The person a genuine link was made for, while the report is still their unit's. */
export interface LinkHolder {
  organizationId: string;
  contact: { id: string; name: string };
}

export type LinkRefusal = 'forged' | 'expired' | 'submitted' | 'reassigned' | 'locked' | 'revoked';

export type OpenedLink =
  | {
      ok: true;
      purpose: 'report';
      link: { id: string; organizationId: string; expiresAt: Date };
      contact: { id: string; name: string; title: string | null };
      unit: { id: string; name: string };
      obligation: {
        id: string;
        planId: string;
        periodId: string;
        /** 'accepted' while the office has opened a correction (B49) */
        state: 'expected' | 'open' | 'returned' | 'accepted';
        dueAt: Date;
        correctionDueAt: Date | null;
      };
      plan: { id: string; title: string };
      period: { id: string; label: string };
    }
  | {
      ok: true;
      purpose: 'summary';
      link: { id: string; organizationId: string; expiresAt: Date };
      summaryId: string;
      user: { id: string; name: string } | null;
    }
  | {
      ok: false;
      reason: LinkRefusal;
      message: string;
      error: DomainError;
      /** Where the link is genuine and its report was sent: the proof of it. */
      receipt?: Receipt;
      /** Who may take the sent report back through this link. */
      holder?: LinkHolder;
    };

const refusal = (
  reason: LinkRefusal,
  error: DomainError,
  receipt?: Receipt,
  holder?: LinkHolder,
): OpenedLink => ({
  ok: false,
  reason,
  message: error.message,
  error,
  ...(receipt ? { receipt } : {}),
  ...(holder ? { holder } : {}),
});

/** Opens a link at an instant: the report it is for, or why it no longer opens and what to do then. */
export async function openLink(
  db: Database | Tx,
  input: { token: string; secret: string; asOf: Date },
): Promise<OpenedLink> {
  const { asOf } = input;
  const linkId = readToken(input.token, input.secret);
  const link = linkId
    ? await db.signedLink.findUnique({
        where: { id: linkId },
        include: {
          contact: true,
          user: { select: { id: true, name: true } },
        },
      })
    : null;
  if (!link) return refusal('forged', domainError('LINK_INVALID'));
  const head = { id: link.id, organizationId: link.organizationId, expiresAt: link.expiresAt };

  if (link.purpose === 'summary' && link.summaryId) {
    if (link.revokedAt) return refusal('revoked', domainError('LINK_EXPIRED'));
    if (link.expiresAt <= asOf) return refusal('expired', domainError('LINK_EXPIRED'));
    return { ok: true, purpose: 'summary', link: head, summaryId: link.summaryId, user: link.user };
  }

  const { contact } = link;
  const obligation = link.obligationId
    ? await readObligation(db, link.organizationId, link.obligationId)
    : null;
  if (!obligation || !contact) return refusal('revoked', domainError('LINK_EXPIRED'));
  // The proof of receipt outlives the link, but only for the person who held it.
  const receipt = await latestReceipt(db, link.organizationId, obligation.id);
  const today = localDate(asOf);
  const left = contact.effectiveTo !== null && civilDate(contact.effectiveTo) < today;
  if (link.revokedReason === 'reassigned' || left || contact.unitId !== obligation.unitId) {
    return refusal('reassigned', domainError('LINK_REASSIGNED'));
  }
  const holder = { organizationId: link.organizationId, contact: { id: contact.id, name: contact.name } };
  const used = () => refusal('submitted', domainError('LINK_USED'), receipt, holder);
  if (link.revokedReason === 'submitted') return used();
  if (link.revokedAt) return refusal('revoked', domainError('LINK_EXPIRED'));
  const state = stateOf(obligation);
  const { status } = state;
  if (status === 'exempt' || status === 'cancelled') return refusal('revoked', domainError('LINK_EXPIRED'));
  if (status === 'submitted' || (status === 'accepted' && !state.correctionOpen)) {
    return used();
  }
  const lock = await lockOf(db, { obligation, state }, asOf);
  if (lock) return refusal('locked', lock, receipt);
  if (link.expiresAt <= asOf) return refusal('expired', domainError('LINK_EXPIRED'));
  if (!link.firstUsedAt) {
    await db.signedLink.updateMany({
      where: { id: link.id, firstUsedAt: null },
      data: { firstUsedAt: asOf },
    });
  }
  return {
    ok: true,
    purpose: 'report',
    link: head,
    contact: { id: contact.id, name: contact.name, title: contact.title },
    unit: { id: obligation.unit.id, name: obligation.unit.name },
    obligation: {
      id: obligation.id,
      planId: obligation.planId,
      periodId: obligation.periodId,
      state: status,
      dueAt: obligation.dueAt,
      correctionDueAt: obligation.correctionDueAt,
    },
    plan: { id: obligation.plan.id, title: obligation.plan.title },
    period: { id: obligation.period.id, label: obligation.period.label },
  };
}
