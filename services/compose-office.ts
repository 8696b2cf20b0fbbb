/** Facts of the messages to the office and the leaders: proposals, letters, summaries. */
import type { MessageFacts, WaitingProposal } from '../config/messages';
import { workingDaysBetween } from '../domain/calendar';
import { formatInstant } from '../domain/format';
import { isoInstant, localDate } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { type ComposeContext, reportLink, toneTowards, workingDaysLeft } from './compose-context';
import type { Scope, Tx } from './context';
import { documentName, reportNameOf } from './document-name';
import { createSummaryLink, signToken } from './links';
import { paths } from './paths';
import { PLAN_FACTS } from './plan-facts';

const CASE = {
  obligation: {
    include: { plan: PLAN_FACTS, period: true, unit: true, items: { include: { message: true } } },
  },
  document: true,
} satisfies Prisma.EscalationInclude;

type Case = Prisma.EscalationGetPayload<{ include: typeof CASE }>;

const reportOf = ({ obligation: { period, plan } }: Case) => ({
  reportName: reportNameOf(period),
  planName: documentName(plan),
});

const SENT = new Set(['sent', 'delivered', 'read']);

export async function composeCase(
  context: ComposeContext,
  kind: 'proposal' | 'proposal_withdrawn' | 'approver_reminder' | 'letter',
): Promise<MessageFacts> {
  const { tx, scope, settings, message, common } = context;
  const facts = message.facts as {
    escalationId?: string;
    escalationIds?: string[];
    because?: string;
    toDeputy?: boolean;
  };
  const found = await tx.escalation.findMany({
    where: {
      organizationId: scope.organizationId,
      id: { in: facts.escalationIds ?? (facts.escalationId ? [facts.escalationId] : []) },
    },
    include: CASE,
    orderBy: { proposedAt: 'asc' },
  });
  const [first, ...others] = found;
  if (!first) throw new Error(`message ${message.id} of kind ${kind} names no escalation`);
  const { obligation } = first;
  const one = { report: reportOf(first), unitName: obligation.unit.name };
  const link = settings.publicUrl + paths.escalation(first.id);
  switch (kind) {
    case 'proposal': {
      const sent = new Set(
        obligation.items.filter((item) => SENT.has(item.message.state)).map(({ step }) => step),
      );
      return {
        kind,
        ...common,
        ...one,
        dueAt: isoInstant(obligation.correctionDueAt ?? obligation.dueAt),
        workingDaysLate: Math.abs(workingDaysLeft(context, obligation.correctionDueAt ?? obligation.dueAt)),
        remindersSent: sent.size,
        level: levelName(first),
        link,
      };
    }
    case 'proposal_withdrawn': {
      const because =
        facts.because ?? first.closedReason ?? `báo cáo đã nhận lúc ${formatInstant(common.asOf)}`;
      return { kind, ...common, ...one, because, link };
    }
    case 'approver_reminder': {
      const waiting = (escalation: Case): WaitingProposal => ({
        unitName: escalation.obligation.unit.name,
        reportName: reportOf(escalation).reportName,
        proposedOn: localDate(escalation.proposedAt),
        workingDaysWaiting: workingDaysBetween(
          context.calendar,
          localDate(escalation.proposedAt),
          localDate(scope.asOf),
        ).count,
      });
      const proposals = [waiting(first), ...others.map(waiting)] as const;
      const deputy = facts.toDeputy ? { toDeputy: true } : {};
      return { kind, ...common, proposals, ...deputy, link: settings.publicUrl + paths.escalations() };
    }
    case 'letter': {
      const about = { ...one.report, unitName: one.unitName, dueAt: isoInstant(obligation.dueAt) };
      return {
        kind,
        ...common,
        tone: toneTowards(obligation.unit),
        letterSubject:
          first.document?.title ?? `V/v đôn đốc ${one.report.reportName.toLocaleLowerCase('vi')}`,
        ...(first.document?.number ? { letterNumber: first.document.number } : {}),
        reports: [about],
        attachmentNames: message.attachments.map(({ name }) => name),
        link: message.contactId
          ? await reportLink(context, { id: obligation.id, locksAt: obligation.period.locksAt })
          : link,
      };
    }
  }
}

function levelName({ level, chain }: Case): string {
  const levels = (chain as { levels?: { level: number; name: string }[] }).levels ?? [];
  return levels.find((entry) => entry.level === level)?.name ?? `cấp ${level}`;
}

/** A summary is read for a quarter: until the next half-year's one arrives, with room for late readers. */
const SUMMARY_LINK_DAYS = 210;

export async function composeSummary(
  { tx, scope, settings, message, common }: ComposeContext,
  kind: 'summary' | 'supplement',
): Promise<MessageFacts> {
  const { summaryId } = message.facts as { summaryId: string };
  const summary = await tx.summary.findUniqueOrThrow({
    where: { organizationId_id: { organizationId: scope.organizationId, id: summaryId } },
    include: { plan: PLAN_FACTS, document: true },
  });
  const expiresAt = new Date(scope.asOf.getTime() + SUMMARY_LINK_DAYS * 86_400_000);
  const link = message.userId
    ? settings.publicUrl +
      paths.summaryByLink(
        signToken(
          await createSummaryLink(tx, scope, { userId: message.userId, summaryId, expiresAt }),
          settings.linkSecret,
        ),
      )
    : settings.publicUrl + paths.summary(summaryId);
  const about = {
    ...common,
    title: summary.document?.title ?? 'Báo cáo tổng hợp',
    planName: documentName(summary.plan),
    link,
  };
  if (kind === 'summary') {
    const number = summary.document?.number;
    const issuedOn = localDate(summary.issuedAt ?? scope.asOf);
    return { kind, ...about, ...(number ? { number } : {}), issuedOn };
  }
  const unitNames = await lateUnits(tx, scope, summary.used);
  return { kind, ...about, supplementNumber: summary.number, unitNames };
}

async function lateUnits(tx: Tx, scope: Scope, used: Prisma.JsonValue): Promise<string[]> {
  const ids = (used as { submissionId: string }[]).map(({ submissionId }) => submissionId);
  const rows = await tx.submission.findMany({
    where: { organizationId: scope.organizationId, id: { in: ids } },
    select: { obligation: { select: { unit: { select: { name: true } } } } },
  });
  return [...new Set(rows.map(({ obligation }) => obligation.unit.name))].sort();
}
