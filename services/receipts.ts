/** The proof a unit keeps of what it sent: number, time, name. */
import { localDate } from '../domain/time';
import type { Submission } from '../prisma/generated/client';
import type { Scope, Tx } from './context';

export interface Receipt {
  submissionId: string;
  obligationId: string;
  version: number;
  receiptNumber: string;
  submittedAt: Date;
  officialDate: Date;
  submittedByName: string;
  onBehalfOfName: string | null;
  nil: boolean;
}

const RECEIPT_FIELDS = {
  id: true,
  obligationId: true,
  version: true,
  receiptNumber: true,
  submittedAt: true,
  officialDate: true,
  enteredAt: true,
  enteredByName: true,
  onBehalfOfName: true,
  nil: true,
} as const;

/** The receipt of the newest version that was sent and not taken back, undefined where there is none. */
export async function latestReceipt(
  tx: Pick<Tx, 'submission'>,
  organizationId: string,
  obligationId: string,
): Promise<Receipt | undefined> {
  const row = await tx.submission.findFirst({
    where: { organizationId, obligationId, receiptNumber: { not: null }, state: { not: 'withdrawn' } },
    orderBy: { version: 'desc' },
    select: RECEIPT_FIELDS,
  });
  return row ? receiptOf(row) : undefined;
}

type SentRow = Pick<
  Submission,
  | 'id'
  | 'obligationId'
  | 'version'
  | 'receiptNumber'
  | 'submittedAt'
  | 'officialDate'
  | 'enteredAt'
  | 'enteredByName'
  | 'onBehalfOfName'
  | 'nil'
>;

/** The receipt of a version that was sent. */
export function receiptOf(row: SentRow): Receipt {
  const submittedAt = row.submittedAt ?? row.enteredAt;
  return {
    submissionId: row.id,
    obligationId: row.obligationId,
    version: row.version,
    receiptNumber: row.receiptNumber ?? '',
    submittedAt,
    officialDate: row.officialDate ?? submittedAt,
    submittedByName: row.enteredByName,
    onBehalfOfName: row.onBehalfOfName,
    nil: row.nil,
  };
}

/**
 * The next receipt number of the commune's year: 'BN-2026-00042'. Numbered under an advisory lock, so that two reports
 * sent at once get two numbers and the series has no gap.
 */
export async function nextReceiptNumber(tx: Tx, scope: Scope): Promise<string> {
  const year = localDate(scope.asOf).slice(0, 4);
  const prefix = `BN-${year}-`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`receipt/${scope.organizationId}/${year}`}, 0))`;
  const last = await tx.submission.findFirst({
    where: { organizationId: scope.organizationId, receiptNumber: { startsWith: prefix } },
    orderBy: { receiptNumber: 'desc' },
    select: { receiptNumber: true },
  });
  const number = Number(last?.receiptNumber?.slice(prefix.length) ?? 0) + 1;
  return `${prefix}${String(number).padStart(5, '0')}`;
}
