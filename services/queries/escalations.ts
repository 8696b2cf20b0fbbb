/** Proposals to press a unit: the inbox, and one with its case file and letter. */
import type { EscalationState } from '../../prisma/generated/enums';
import type { Database, Tx } from '../context';
import { civilDateOrNull } from '../dates';
import type { CaseFile } from '../escalation-case';

export interface EscalationRow {
  id: string;
  level: number;
  round: number;
  state: EscalationState;
  proposedAt: Date;
  proposedByName: string;
  decidedByName: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
  closedReason: string | null;
  nextReviewOn: string | null;
  issuedAt: Date | null;
  nudges: number;
  obligationId: string;
  unitName: string;
  planTitle: string;
  periodLabel: string;
  dueAt: Date;
  obligationState: string;
}

const OPEN: EscalationState[] = ['proposed', 'approved', 'amended', 'postponed'];
const PAGE = 100;

const INCLUDE = {
  obligation: {
    select: {
      id: true,
      state: true,
      dueAt: true,
      unit: { select: { name: true } },
      plan: { select: { title: true } },
      period: { select: { label: true } },
    },
  },
} as const;

/** Open ones wait longest first; decided ones newest first, the last hundred. */
export async function escalationRows(
  db: Database | Tx,
  { organizationId, open }: { organizationId: string; open: boolean },
): Promise<EscalationRow[]> {
  const rows = await db.escalation.findMany({
    where: { organizationId, state: open ? { in: OPEN } : { notIn: OPEN } },
    orderBy: open ? [{ proposedAt: 'asc' }, { id: 'asc' }] : [{ proposedAt: 'desc' }, { id: 'desc' }],
    take: PAGE,
    include: INCLUDE,
  });
  return rows.map(rowOf);
}

type Row = Awaited<ReturnType<Database['escalation']['findMany']>>[number] & {
  obligation: {
    id: string;
    state: string;
    dueAt: Date;
    unit: { name: string };
    plan: { title: string };
    period: { label: string };
  };
};

const rowOf = ({ obligation, ...row }: Row): EscalationRow => ({
  id: row.id,
  level: row.level,
  round: row.round,
  state: row.state,
  proposedAt: row.proposedAt,
  proposedByName: row.proposedByName,
  decidedByName: row.decidedByName,
  decidedAt: row.decidedAt,
  decisionReason: row.decisionReason,
  closedReason: row.closedReason,
  nextReviewOn: civilDateOrNull(row.nextReviewOn),
  issuedAt: row.issuedAt,
  nudges: row.approverNudges,
  obligationId: obligation.id,
  unitName: obligation.unit.name,
  planTitle: obligation.plan.title,
  periodLabel: obligation.period.label,
  dueAt: obligation.dueAt,
  obligationState: obligation.state,
});

export interface EscalationView extends EscalationRow {
  caseFile: CaseFile;
  chain: {
    levels: { level: number; name: string; people: string[] }[];
    skipped: { level: number; reason: string }[];
  };
  document: {
    id: string;
    title: string;
    number: string | null;
    docxFileId: string;
    pdfFileId: string;
    model: unknown;
  } | null;
}

export async function escalationView(
  db: Database | Tx,
  { organizationId, escalationId }: { organizationId: string; escalationId: string },
): Promise<EscalationView | null> {
  const row = await db.escalation.findUnique({
    where: { organizationId_id: { organizationId, id: escalationId } },
    include: { ...INCLUDE, document: true },
  });
  if (!row) return null;
  const chain = row.chain as {
    levels?: { level: number; name: string; userIds: string[] }[];
    skipped?: { level: number; reason: string }[];
  };
  const levels = chain.levels ?? [];
  const people = await db.user.findMany({
    where: { organizationId, id: { in: levels.flatMap(({ userIds }) => userIds) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    ...rowOf(row),
    caseFile: row.caseFile as unknown as CaseFile, // written by services/escalations.ts in this shape
    chain: {
      levels: levels.map(({ level, name, userIds }) => ({
        level,
        name,
        people: userIds.flatMap((id) => names.get(id) ?? []),
      })),
      skipped: chain.skipped ?? [],
    },
    document: row.document
      ? {
          id: row.document.id,
          title: row.document.title,
          number: row.document.number,
          docxFileId: row.document.docxFileId,
          pdfFileId: row.document.pdfFileId,
          model: row.document.model,
        }
      : null,
  };
}
