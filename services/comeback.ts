/** Reports taken away with a duty that may come back: cancelled with a mark, and owed again when the duty is there again. */
import type { Prisma } from '../prisma/generated/client';
import { audit, type Scope, type Tx } from './context';
import { overdueFromOf } from './projection';

/** Marks reports cancelled by an amendment. */
export const AMENDED = 'Sửa đổi kế hoạch: ';
/** Marks reports that a receiver owed only because of a change of units that was undone. */
export const UNIT_RESTORED = 'Hoàn tác sắp xếp đơn vị: ';

export const mayComeBack = ({
  state,
  closedReason,
}: {
  state: string;
  closedReason: string | null;
}): boolean =>
  state === 'cancelled' && [AMENDED, UNIT_RESTORED].some((mark) => closedReason?.startsWith(mark));

/** The report is owed again at its period's date, as a new entry (B97). */
export async function bringBack(
  tx: Tx,
  scope: Scope,
  { id, periodId }: { id: string; periodId: string },
): Promise<void> {
  await tx.reportingPeriod.updateMany({
    where: { id: periodId, state: 'cancelled' },
    data: { state: 'planned' },
  });
  const period = await tx.reportingPeriod.findUniqueOrThrow({ where: { id: periodId } });
  const state = period.state === 'open' ? ('open' as const) : ('expected' as const);
  await tx.obligation.update({
    where: { id },
    data: {
      state,
      closedReason: null,
      dueAt: period.dueAt,
      deadline: period.deadline as Prisma.InputJsonValue,
      overdueFrom: overdueFromOf(period.deadline),
      revision: { increment: 1 },
    },
  });
  await audit(tx, scope, {
    action: 'obligation.restored',
    subjectType: 'obligation',
    subjectId: id,
    before: { state: 'cancelled' },
    after: { state },
  });
}
