/** The journal: who did what and when, by filter, page by page or as rows for export. Nobody writes here (B96). */
import type { Prisma } from '../../prisma/generated/client';
import type { Database, Tx } from '../context';

const PAGE = 100;
/** Most rows of one export; a narrower span of days gives the rest. */
export const EXPORT_LIMIT = 20_000;

export interface JournalFilter {
  organizationId: string;
  action?: string | undefined;
  actor?: string | undefined;
  subjectId?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface JournalRow {
  id: bigint;
  at: Date;
  actorKind: string;
  actorName: string;
  action: string;
  subjectType: string;
  subjectId: string;
  before: Prisma.JsonValue;
  after: Prisma.JsonValue;
  reason: string | null;
  hash: string;
}

const whereOf = ({
  organizationId,
  action,
  actor,
  subjectId,
  from,
  to,
}: JournalFilter): Prisma.AuditEntryWhereInput => ({
  organizationId,
  ...(action ? { action } : {}),
  ...(actor ? { actorName: { contains: actor, mode: 'insensitive' as const } } : {}),
  ...(subjectId ? { subjectId } : {}),
  ...(from || to ? { at: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } : {}),
});

const SELECT = {
  id: true,
  at: true,
  actorKind: true,
  actorName: true,
  action: true,
  subjectType: true,
  subjectId: true,
  before: true,
  after: true,
  reason: true,
  hash: true,
} as const;

export async function journalRows(
  db: Database | Tx,
  filter: JournalFilter,
  page: number,
): Promise<{ rows: JournalRow[]; total: number; pages: number }> {
  const where = whereOf(filter);
  const [total, rows] = await Promise.all([
    db.auditEntry.count({ where }),
    db.auditEntry.findMany({
      where,
      orderBy: { id: 'desc' },
      skip: (page - 1) * PAGE,
      take: PAGE,
      select: SELECT,
    }),
  ]);
  return { rows, total, pages: Math.max(1, Math.ceil(total / PAGE)) };
}

/** Oldest first, as a record reads. */
export const journalExport = (db: Database | Tx, filter: JournalFilter): Promise<JournalRow[]> =>
  db.auditEntry.findMany({
    where: whereOf(filter),
    orderBy: { id: 'asc' },
    take: EXPORT_LIMIT,
    select: SELECT,
  });
