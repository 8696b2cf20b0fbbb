/** Who of the staff is told, and whose decision stands for whom on a day (B74). */
import { effectiveApprover } from '../domain/escalation';
import type { IsoDate } from '../domain/time';
import type { StaffRole } from '../prisma/generated/enums';
import type { Tx } from './context';
import { civilDate, dateColumn } from './dates';

/** Active staff with one of the roles, in a stable order. */
export async function staffWith(
  tx: Tx,
  organizationId: string,
  roles: readonly StaffRole[],
): Promise<{ id: string; name: string; role: StaffRole }[]> {
  return tx.user.findMany({
    where: { organizationId, active: true, role: { in: [...roles] } },
    select: { id: true, name: true, role: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

/** The office that works on reports: its officers, or its head where there are none. */
export async function officeOf(tx: Tx, organizationId: string): Promise<string[]> {
  const staff = await staffWith(tx, organizationId, ['officer', 'office_head']);
  const officers = staff.filter(({ role }) => role === 'officer');
  return (officers.length > 0 ? officers : staff).map(({ id }) => id);
}

/** The people as they stand on a day, each replaced by the delegate whom they named for it (B74). */
export async function withDelegates(
  tx: Tx,
  organizationId: string,
  userIds: readonly string[],
  on: IsoDate,
): Promise<string[]> {
  const day = dateColumn(on);
  const rows = await tx.delegation.findMany({
    where: { organizationId, fromDate: { lte: day }, toDate: { gte: day } },
    orderBy: { id: 'asc' },
  });
  const delegations = rows.map((row) => ({
    fromId: row.fromUserId,
    toId: row.toUserId,
    fromDate: civilDate(row.fromDate),
    toDate: civilDate(row.toDate),
  }));
  return [...new Set(userIds.map((approverId) => effectiveApprover({ approverId, delegations, on })))];
}
