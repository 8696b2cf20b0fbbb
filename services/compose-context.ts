/** What every composer of a message is given, and the small questions they all ask. */
import { type Sender, toneOf } from '../config/messages';
import type { WorkCalendar } from '../domain/calendar';
import { reminderFacts } from '../domain/ladder';
import { isoInstant, localDate } from '../domain/time';
import type { Organization } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import type { Database, Scope, Tx } from './context';
import { createReportLink, signToken } from './links';
import type { ClaimedMessage } from './outbox-claim';
import { paths } from './paths';

export interface ComposeSettings {
  /** public address of the portal, without a slash at the end */
  publicUrl: string;
  linkSecret: string;
}

/** What the messages of one round of sending have in common: the commune and its calendar, read once for all of them. */
export interface ComposeRound {
  organization: Organization;
  calendar: WorkCalendar;
}

export async function composeRound(db: Database, { organizationId }: Scope): Promise<ComposeRound> {
  const organization = await db.organization.findUniqueOrThrow({ where: { id: organizationId } });
  return { organization, calendar: await calendarOf(db, organizationId) };
}

/** What every composer is given. */
export interface ComposeContext {
  tx: Tx;
  scope: Scope;
  settings: ComposeSettings;
  calendar: WorkCalendar;
  message: ClaimedMessage;
  keep: readonly string[];
  common: { sender: Sender; recipient: { name: string; title?: string; unitName?: string }; asOf: string };
}

/** Tone towards the unit that the message is about. */
export const toneTowards = (unit: { kind: 'subordinate' | 'independent' | 'party' }) => toneOf(unit.kind);

/**
 * The signed link to one report for the contact of this message (B98); it ends with the form's lock. A reminder that arrives at an
 * address which two units share has lines of both (B63): each line's link is for its own contact.
 */
export async function reportLink(
  { tx, scope, settings, message }: ComposeContext,
  obligation: { id: string; locksAt: Date },
): Promise<string> {
  const line =
    message.kind === 'reminder'
      ? message.items.find(({ obligationId }) => obligationId === obligation.id)
      : undefined;
  const contactId = line?.recipient ?? message.contactId;
  if (!contactId) return settings.publicUrl;
  const linkId = await createReportLink(tx, scope, {
    contactId,
    obligationId: obligation.id,
    expiresAt: obligation.locksAt,
  });
  return settings.publicUrl + paths.report(signToken(linkId, settings.linkSecret));
}

/** Working days from now to an instant; negative once it is past, so that a held message tells the truth (B40). */
export function workingDaysLeft({ calendar, scope }: ComposeContext, dueAt: Date): number {
  const deadline = { date: localDate(dueAt), dueAt: isoInstant(dueAt) };
  const facts = reminderFacts({ deadline, at: isoInstant(scope.asOf), calendar });
  return facts.phase === 'overdue' ? Math.min(-1, facts.workingDaysLeft) : facts.workingDaysLeft;
}
