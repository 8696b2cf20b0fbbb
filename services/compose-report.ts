/** Facts of the messages about a report: reminders and digests, changed deadlines, returns, extensions, receipts. */
import type { MessageFacts, OwedReport, ReportRef } from '../config/messages';
import { TIMELINESS_TERMS } from '../domain/terms';
import { isoInstant } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { type ComposeContext, reportLink, toneTowards, workingDaysLeft } from './compose-context';
import { civilDate } from './dates';
import { documentName, reportNameOf } from './document-name';
import { missingOf } from './missing';
import { PLAN_FACTS } from './plan-facts';

type Kind = 'reminder' | 'change_notice' | 'returned' | 'extension' | 'receipt' | 'on_behalf' | 'handover';

const ABOUT = {
  plan: PLAN_FACTS,
  period: { include: { rule: true } },
  unit: true,
  submissions: { orderBy: { version: 'desc' as const }, take: 1, include: { files: true } },
} satisfies Prisma.ObligationInclude;

type About = Prisma.ObligationGetPayload<{ include: typeof ABOUT }>;

export async function composeReport(context: ComposeContext, kind: Kind): Promise<MessageFacts> {
  const { message, common, keep } = context;
  const ids = message.items.map(({ obligationId }) => obligationId).filter((id) => keep.includes(id));
  const obligations = await context.tx.obligation.findMany({
    where: { organizationId: context.scope.organizationId, id: { in: ids } },
    include: ABOUT,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  const [first, ...others] = obligations;
  if (!first) throw new Error(`message ${message.id} of kind ${kind} names no obligation`);
  const tone = toneTowards(first.unit);
  const link = await linkTo(context, first);
  const one = { report: refOf(first), unitName: first.unit.name, link };
  switch (kind) {
    case 'reminder': {
      const lead = await owed(context, first, link);
      const rest = await owedAll(context, others);
      // a link opens the reports of one unit
      const oneUnit = others.every(({ unitId }) => unitId === first.unitId);
      const digest = rest.length > 0 && oneUnit ? { allLink: link } : {};
      return { kind, ...common, tone, reports: [lead, ...rest], ...digest };
    }
    case 'change_notice':
      return { kind, ...common, tone, ...changes(context, obligations, link) };
    case 'returned': {
      const { submissionId } = message.facts as { submissionId: string };
      const returned = await context.tx.submission.findUniqueOrThrow({ where: { id: submissionId } });
      const due = isoInstant(first.correctionDueAt ?? first.dueAt);
      return { kind, ...common, tone, ...one, reasons: [returned.returnReason ?? ''], correctionDueAt: due };
    }
    case 'extension': {
      const { extensionId } = message.facts as { extensionId: string };
      const extension = await context.tx.extension.findUniqueOrThrow({ where: { id: extensionId } });
      const oldDueAt = isoInstant(extension.oldDueAt ?? first.dueAt);
      const decision =
        extension.state === 'granted'
          ? { granted: true as const, newDueAt: isoInstant(extension.newDueAt ?? first.dueAt) }
          : { granted: false as const, reason: extension.decisionReason ?? '' };
      return { kind, ...common, tone, ...one, oldDueAt, decision };
    }
    case 'receipt':
    case 'on_behalf': {
      const { submissionId } = message.facts as { submissionId: string };
      const sent = await context.tx.submission.findUniqueOrThrow({ where: { id: submissionId } });
      const submittedAt = isoInstant(sent.submittedAt ?? sent.enteredAt);
      const submittedBy = sent.enteredByName;
      if (kind === 'on_behalf') {
        return { kind, ...common, ...one, submittedBy, onBehalfOf: sent.onBehalfOfName ?? '', submittedAt };
      }
      const timeliness = first.timeliness
        ? TIMELINESS_TERMS[first.timeliness as keyof typeof TIMELINESS_TERMS]
        : '';
      const { version, nil, receiptNumber } = sent;
      return {
        kind,
        ...common,
        ...one,
        receiptNumber: receiptNumber ?? '',
        version,
        submittedAt,
        submittedBy,
        timeliness,
        nil,
      };
    }
    case 'handover': {
      const { from, fromName } = message.facts as { from: string; fromName?: string };
      const reports = await owedAll(context, obligations);
      return {
        kind,
        ...common,
        unitName: first.unit.name,
        from,
        ...(fromName ? { fromName } : {}),
        reports,
        link,
      };
    }
  }
}

const linkTo = (context: ComposeContext, { id, period }: About): Promise<string> =>
  reportLink(context, { id, locksAt: period.locksAt });

const refOf = ({ plan, period }: About): ReportRef => ({
  // "Báo cáo 6 tháng" of the rule and "6 tháng đầu năm 2026" of the period: the period says both
  reportName: reportNameOf(period),
  planName: documentName(plan),
  periodFrom: civilDate(period.dataFrom),
  periodTo: civilDate(period.dataTo),
  partialPeriod: period.partial,
});

/** One after the other: a transaction has one connection. */
async function owedAll(context: ComposeContext, obligations: readonly About[]): Promise<OwedReport[]> {
  const reports: OwedReport[] = [];
  for (const obligation of obligations) reports.push(await owed(context, obligation));
  return reports;
}

async function owed(context: ComposeContext, obligation: About, link?: string): Promise<OwedReport> {
  const correction = obligation.state === 'returned' && obligation.correctionDueAt !== null;
  const dueAt = correction && obligation.correctionDueAt ? obligation.correctionDueAt : obligation.dueAt;
  const draft = obligation.submissions[0]?.state === 'draft' ? obligation.submissions[0] : null;
  const { missing, ready } = await missingOf(context.tx, obligation, draft);
  return {
    ...refOf(obligation),
    unitName: obligation.unit.name,
    dueAt: isoInstant(dueAt),
    workingDaysLeft: workingDaysLeft(context, dueAt),
    missing,
    readyToSend: ready,
    ...(correction ? { correction } : {}),
    link: link ?? (await linkTo(context, obligation)),
  };
}

function changes({ message }: ComposeContext, obligations: readonly About[], link: string) {
  const facts = message.facts as {
    reason: string;
    document?: string;
    changes?: { obligationId: string; oldDueAt: string; newDueAt: string }[];
  };
  const list = obligations.map((obligation) => {
    const change = facts.changes?.find(({ obligationId }) => obligationId === obligation.id);
    return {
      ...refOf(obligation),
      unitName: obligation.unit.name,
      oldDueAt: change?.oldDueAt ?? isoInstant(obligation.originalDueAt ?? obligation.dueAt),
      newDueAt: change?.newDueAt ?? isoInstant(obligation.dueAt),
      reason: facts.reason,
      ...(facts.document ? { document: facts.document } : {}),
      link,
    };
  });
  const [first, ...rest] = list;
  if (!first) throw new Error(`change notice ${message.id} has no change`);
  return { changes: [first, ...rest] as const };
}
