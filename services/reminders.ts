/**
 * Queues the reminders that are due now for the whole commune at once: cycles of several plans wake at the same instant,
 * the first of them does the work for all, so that a person gets one digest (B42) and never the same step twice (B35).
 */

import type { WorkCalendar } from '../domain/calendar';
import type { Deadline } from '../domain/deadlines';
import { decideReminders, ladderFor, type ReminderPolicy } from '../domain/ladder';
import { channelsFor, type MessageChannel, routeFor, WITHHELD } from '../domain/outbox';
import { endOfDay, isoInstant, localDate } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import { contactsForUnits, type UnitContact } from './contacts';
import type { Scope, Tx } from './context';
import { instantColumn } from './dates';
import { tellDispatch } from './outbox';
import { policyOf } from './settings';

export interface RemindResult {
  queued: number;
  skipped: number;
  /** when each period wants to be looked at again, by period id */
  wakes: Map<string, string>;
}

const OWED = {
  id: true,
  periodId: true,
  planId: true,
  unitId: true,
  state: true,
  revision: true,
  revisedAt: true,
  deadline: true,
  correctionDueAt: true,
  plan: { select: { activatedAt: true, suspendedAt: true } },
  submissions: { select: { version: true }, orderBy: { version: 'desc' }, take: 1 },
  items: { select: { step: true, revision: true } },
} satisfies Prisma.ObligationSelect;

type Owed = Prisma.ObligationGetPayload<{ select: typeof OWED }>;

interface Line {
  obligation: Owed;
  step: string;
  important: boolean;
  nominalAt: string;
}

/** Steps about a correction: the day before, the day itself, and after (B48); the long run-up makes no sense there. */
const CORRECTION_OFFSETS = new Set([-1, 0, 1, 3]);

export async function remindDue(tx: Tx, scope: Scope): Promise<RemindResult> {
  const { organizationId } = scope;
  // one at a time per commune: the second cycle of the same instant finds the steps done
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('remind/' || ${organizationId}, 0))::text`;
  const obligations = await tx.obligation.findMany({
    where: {
      organizationId,
      state: { in: ['expected', 'open', 'returned'] },
      plan: { state: 'active' },
      period: {
        state: { in: ['planned', 'open'] },
        opensAt: { lte: scope.asOf },
        locksAt: { gt: scope.asOf },
      },
    },
    select: OWED,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  const calendar = await calendarOf(tx, organizationId);
  const policies = new Map<string, ReminderPolicy>();
  const wakes = new Map<string, string>();
  const send: { line: Line; channels: 'preferred' | 'all' }[] = [];
  const skip: { obligation: Owed; step: string; nominalAt: string; reason: string }[] = [];
  for (const obligation of obligations) {
    const { planId } = obligation;
    const policy = policies.get(planId) ?? (await policyOf(tx, organizationId, planId));
    policies.set(planId, policy);
    const decision = decide(obligation, { policy, calendar, now: isoInstant(scope.asOf) });
    if (decision.nextWakeAt) noteWake(wakes, obligation.periodId, decision.nextWakeAt);
    if (decision.send) {
      const { step, nominalAt } = decision.send;
      const line = { obligation, step: decision.prefix + step.id, important: step.important, nominalAt };
      send.push({ line, channels: step.channels });
    }
    for (const { step, reason } of decision.skipped) {
      const nominalAt = decision.nominalOf(step.id);
      skip.push({ obligation, step: decision.prefix + step.id, nominalAt, reason });
    }
  }
  const units = [...new Set(send.map(({ line }) => line.obligation.unitId))];
  const contacts = await contactsForUnits(tx, organizationId, units, scope.asOf);
  const queued = await writeMessages(tx, scope, { send, skip, contacts });
  if (queued > 0) await tellDispatch(tx, scope);
  return { queued, skipped: skip.length, wakes };
}

function noteWake(wakes: Map<string, string>, periodId: string, at: string): void {
  const known = wakes.get(periodId);
  if (known === undefined || Date.parse(at) < Date.parse(known)) wakes.set(periodId, at);
}

function decide(
  obligation: Owed,
  { policy, calendar, now }: { policy: ReminderPolicy; calendar: WorkCalendar; now: string },
) {
  const correcting = obligation.state === 'returned' && obligation.correctionDueAt !== null;
  const version = obligation.submissions[0]?.version ?? 1;
  const prefix = correcting ? `sua-${version}/` : '';
  const deadline =
    correcting && obligation.correctionDueAt
      ? { date: localDate(obligation.correctionDueAt), dueAt: isoInstant(obligation.correctionDueAt) }
      : (obligation.deadline as unknown as Deadline);
  const steps = correcting
    ? policy.steps.filter(({ offset }) => CORRECTION_OFFSETS.has(offset))
    : policy.steps;
  const ladder = ladderFor({ deadline, policy: { ...policy, steps }, calendar });
  const doneSteps = obligation.items
    .filter((item) => item.revision === obligation.revision && item.step.startsWith(prefix))
    .map((item) => item.step.slice(prefix.length));
  const since = latest(obligation.plan.activatedAt, obligation.revision > 1 ? obligation.revisedAt : null);
  const decision = decideReminders({
    ladder,
    now,
    doneSteps,
    policy,
    calendar,
    dueDate: deadline.date,
    noArrearsBefore: since ? isoInstant(since) : null,
  });
  const nominal = new Map(ladder.map(({ step, nominalAt }) => [step.id, nominalAt]));
  return { ...decision, prefix, nominalOf: (step: string) => nominal.get(step) ?? endOfDay(deadline.date) };
}

const latest = (a: Date | null, b: Date | null): Date | null => (a && b ? (a > b ? a : b) : (a ?? b));

/** The contact to try first: the first with a working route; with none, the first at all, so that the gap has a name. */
function recipientOf(contacts: readonly UnitContact[]): UnitContact | null {
  return contacts.find(({ routes }) => channelsFor(routes, 'all').length > 0) ?? contacts[0] ?? null;
}

async function writeMessages(
  tx: Tx,
  scope: Scope,
  {
    send,
    skip,
    contacts,
  }: {
    send: readonly { line: Line; channels: 'preferred' | 'all' }[];
    skip: readonly { obligation: Owed; step: string; nominalAt: string; reason: string }[];
    contacts: Map<string, UnitContact[]>;
  },
): Promise<number> {
  const { organizationId, asOf } = scope;
  // by where it arrives, not by who is named there: a telephone that two units share gets one message (B63)
  const groups = new Map<
    string,
    { contact: UnitContact; channel: MessageChannel; lines: (Line & { contactId: string })[] }
  >();
  const messages: (Prisma.MessageCreateManyInput & { key: string })[] = [];
  const items: (Omit<Prisma.MessageItemCreateManyInput, 'messageId'> & { key: string })[] = [];
  const unreached = (
    line: Pick<Line, 'obligation' | 'step' | 'nominalAt'>,
    contactId: string | null,
    reason: string,
  ): void => {
    const { id, revision } = line.obligation;
    const key = `${id}/${line.step}/${contactId ?? 'none'}/none/${revision}`;
    messages.push({
      organizationId,
      key,
      kind: 'reminder',
      contactId,
      nominalAt: instantColumn(line.nominalAt),
      effectiveAt: asOf,
      state: 'withheld',
      reason,
      finalAt: asOf,
      createdAt: asOf,
    });
    items.push({
      organizationId,
      key,
      obligationId: id,
      step: line.step,
      revision,
      recipient: contactId ?? 'none',
      channel: 'none',
    });
  };
  for (const { obligation, step, nominalAt, reason } of skip) {
    const sentence = reason.charAt(0).toUpperCase() + reason.slice(1);
    unreached({ obligation, step, nominalAt }, null, sentence);
  }
  for (const { line, channels } of send) {
    const contact = recipientOf(contacts.get(line.obligation.unitId) ?? []);
    const chosen = contact ? channelsFor(contact.routes, channels) : [];
    if (!contact) unreached(line, null, WITHHELD.noContact);
    else if (chosen.length === 0) unreached(line, contact.id, WITHHELD.noRoute);
    if (!contact) continue;
    for (const channel of chosen) {
      const key = `${channel}/${routeFor(contact.routes, channel)?.address ?? contact.id}`;
      const group = groups.get(key) ?? { contact, channel, lines: [] };
      group.lines.push({ ...line, contactId: contact.id });
      groups.set(key, group);
    }
  }
  let queued = 0;
  for (const { contact, channel, lines } of groups.values()) {
    const [first] = lines;
    if (!first) continue;
    const single = `${first.obligation.id}/${first.step}/${contact.id}/${channel}/${first.obligation.revision}`;
    const key = lines.length === 1 ? single : `digest/${contact.id}/${channel}/${asOf.toISOString()}`;
    queued += 1;
    messages.push({
      organizationId,
      key,
      kind: 'reminder',
      contactId: contact.id,
      channel,
      important: lines.some(({ important }) => important),
      nominalAt: instantColumn(lines.map(({ nominalAt }) => nominalAt).sort()[0] ?? first.nominalAt),
      effectiveAt: asOf,
      createdAt: asOf,
    });
    for (const { obligation, step, contactId: recipient } of lines) {
      const { id: obligationId, revision } = obligation;
      items.push({ organizationId, key, obligationId, step, revision, recipient, channel });
    }
  }
  if (messages.length === 0) return 0;
  const rows = await tx.message.createManyAndReturn({ data: messages, select: { id: true, key: true } });
  const idOf = new Map(rows.map(({ id, key }) => [key, id]));
  await tx.messageItem.createMany({
    data: items.flatMap(({ key, ...item }) => {
      const messageId = idOf.get(key);
      return messageId ? [{ ...item, messageId }] : [];
    }),
  });
  return queued;
}
