/** Every message with its outcome: the list with filters, and one with its attempts and what it was about. */
import type { Prisma } from '../../prisma/generated/client';
import { MessageKind, MessageState } from '../../prisma/generated/enums';
import type { Database, Tx } from '../context';

const PAGE = 60;

export interface MessageFilter {
  organizationId: string;
  state?: string | undefined;
  kind?: string | undefined;
  unitId?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface MessageRow {
  id: string;
  kind: string;
  channel: string | null;
  recipient: string;
  unitName: string | null;
  state: string;
  reason: string | null;
  nominalAt: Date;
  effectiveAt: Date;
  sentAt: Date | null;
  sentBeforeSubmission: boolean;
  possibleDuplicate: boolean;
  reports: number;
}

const isState = (text: string | undefined): text is MessageState =>
  text !== undefined && text in MessageState;
const isKind = (text: string | undefined): text is MessageKind => text !== undefined && text in MessageKind;

const whereOf = ({
  organizationId,
  state,
  kind,
  unitId,
  from,
  to,
}: MessageFilter): Prisma.MessageWhereInput => ({
  organizationId,
  ...(isState(state) ? { state } : {}),
  ...(isKind(kind) ? { kind } : {}),
  ...(unitId ? { contact: { unitId } } : {}),
  ...(from || to ? { effectiveAt: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } : {}),
});

const PEOPLE = {
  contact: { select: { name: true, unit: { select: { id: true, name: true } } } },
  user: { select: { name: true } },
} as const;

export async function messageRows(
  db: Database | Tx,
  filter: MessageFilter,
  page: number,
): Promise<{ rows: MessageRow[]; total: number; pages: number; counts: Record<string, number> }> {
  const where = whereOf(filter);
  const [total, rows, byState] = await Promise.all([
    db.message.count({ where }),
    db.message.findMany({
      where,
      orderBy: [{ effectiveAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * PAGE,
      take: PAGE,
      include: { ...PEOPLE, _count: { select: { items: true } } },
    }),
    db.message.groupBy({ by: ['state'], where: whereOf({ ...filter, state: undefined }), _count: true }),
  ]);
  return {
    total,
    pages: Math.max(1, Math.ceil(total / PAGE)),
    counts: Object.fromEntries(byState.map(({ state, _count }) => [state, _count])),
    rows: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      channel: row.channel,
      recipient: row.contact?.name ?? row.user?.name ?? 'không có người nhận',
      unitName: row.contact?.unit.name ?? null,
      state: row.state,
      reason: row.reason,
      nominalAt: row.nominalAt,
      effectiveAt: row.effectiveAt,
      sentAt: row.sentAt,
      sentBeforeSubmission: row.sentBeforeSubmission,
      possibleDuplicate: row.possibleDuplicate,
      reports: row._count.items,
    })),
  };
}

export interface MessageView extends Omit<MessageRow, 'reports'> {
  important: boolean;
  unitId: string | null;
  items: {
    obligationId: string;
    step: string;
    revision: number;
    unitName: string;
    periodLabel: string;
    planTitle: string;
  }[];
  deliveries: {
    attempt: number;
    channel: string;
    startedAt: Date;
    finishedAt: Date | null;
    outcome: string | null;
    reason: string | null;
    code: string | null;
  }[];
  attachments: string[];
  /** The message on the other channel that this one stood in for, or the other way round (B59). */
  related: { id: string; channel: string | null; state: string; isFallback: boolean }[];
}

export async function messageView(
  db: Database | Tx,
  { organizationId, messageId }: { organizationId: string; messageId: string },
): Promise<MessageView | null> {
  const row = await db.message.findUnique({
    where: { organizationId_id: { organizationId, id: messageId } },
    include: {
      ...PEOPLE,
      items: {
        include: {
          obligation: {
            select: {
              unit: { select: { name: true } },
              period: { select: { label: true } },
              plan: { select: { title: true } },
            },
          },
        },
        orderBy: { id: 'asc' },
      },
      deliveries: { orderBy: { attempt: 'asc' } },
      attachments: { orderBy: { name: 'asc' } },
      fallbackOf: { select: { id: true, channel: true, state: true } },
      fallbacks: { select: { id: true, channel: true, state: true } },
    },
  });
  if (!row) return null;
  return {
    id: row.id,
    kind: row.kind,
    channel: row.channel,
    recipient: row.contact?.name ?? row.user?.name ?? 'không có người nhận',
    unitName: row.contact?.unit.name ?? null,
    unitId: row.contact?.unit.id ?? null,
    state: row.state,
    reason: row.reason,
    nominalAt: row.nominalAt,
    effectiveAt: row.effectiveAt,
    sentAt: row.sentAt,
    sentBeforeSubmission: row.sentBeforeSubmission,
    possibleDuplicate: row.possibleDuplicate,
    important: row.important,
    items: row.items.map(({ obligationId, step, revision, obligation }) => ({
      obligationId,
      step,
      revision,
      unitName: obligation.unit.name,
      periodLabel: obligation.period.label,
      planTitle: obligation.plan.title,
    })),
    deliveries: row.deliveries.map(({ attempt, channel, startedAt, finishedAt, outcome, reason, code }) => ({
      attempt,
      channel,
      startedAt,
      finishedAt,
      outcome,
      reason,
      code,
    })),
    attachments: row.attachments.map(({ name }) => name),
    related: [
      ...(row.fallbackOf ? [{ ...row.fallbackOf, isFallback: false }] : []),
      ...row.fallbacks.map((fallback) => ({ ...fallback, isFallback: true })),
    ],
  };
}
