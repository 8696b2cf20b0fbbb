/** Changing what a commune sets for itself: merged, checked as a whole, audited with both sides (B104). */
import { type DomainError, domainError } from '../domain/errors';
import { checkPolicy, type ReminderPolicy } from '../domain/ladder-policy';
import { isIsoDate } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { audit, type Database, inTransaction, type Scope } from './context';
import { dateColumn } from './dates';
import { type OrganizationSettings, organizationSettings } from './settings';

export type SettingsChanged = { ok: true } | { ok: false; error: DomainError };

/** Replaces the named settings; the others stay. A policy that could never work is refused. */
export function changeSettings(
  db: Database,
  scope: Scope,
  patch: Partial<OrganizationSettings>,
): Promise<SettingsChanged> {
  return inTransaction(db, async (tx): Promise<SettingsChanged> => {
    const { organizationId } = scope;
    await tx.$queryRaw`SELECT 1 FROM "Organization" WHERE "id" = ${organizationId}::uuid FOR UPDATE`;
    const row = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { settings: true },
    });
    const before =
      typeof row.settings === 'object' && row.settings !== null && !Array.isArray(row.settings)
        ? row.settings
        : {};
    const [fault] = patch.policy ? checkPolicy(patch.policy as ReminderPolicy) : [];
    if (fault) return { ok: false, error: fault };
    const after = { ...before, ...JSON.parse(JSON.stringify(patch)) };
    const checked = organizationSettings.safeParse(after);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      const name = issue?.path.join('.') ?? '';
      return {
        ok: false,
        error: domainError('FIELD_INVALID', { name, detail: 'giá trị ngoài khoảng cho phép' }, name),
      };
    }
    await tx.organization.update({
      where: { id: organizationId },
      data: { settings: after as Prisma.InputJsonObject },
    });
    const names = Object.keys(patch);
    const part = (all: Record<string, unknown>): Prisma.InputJsonObject =>
      JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, all[name] ?? null]))));
    await audit(tx, scope, {
      action: 'settings.changed',
      subjectType: 'organization',
      subjectId: organizationId,
      before: part(before),
      after: part(after),
    });
    return { ok: true };
  });
}

/** One person decides for another between two days, both included (B74). */
export function delegate(
  db: Database,
  scope: Scope,
  input: { fromUserId: string; toUserId: string; fromDate: string; toDate: string },
): Promise<SettingsChanged> {
  return inTransaction(db, async (tx): Promise<SettingsChanged> => {
    const { organizationId } = scope;
    for (const field of ['fromDate', 'toDate'] as const) {
      if (!isIsoDate(input[field]))
        return { ok: false, error: domainError('DATE_INVALID', { value: input[field] }, field) };
    }
    if (input.toDate < input.fromDate) {
      return {
        ok: false,
        error: domainError('HANDOVER_REVERSED', { from: input.fromDate, to: input.toDate }, 'toDate'),
      };
    }
    const people = await tx.user.count({
      where: { organizationId, id: { in: [input.fromUserId, input.toUserId] } },
    });
    if (people !== 2)
      return { ok: false, error: domainError('NOT_FOUND', { what: 'người được ủy quyền' }, 'toUserId') };
    const { id } = await tx.delegation.create({
      data: {
        organizationId,
        fromUserId: input.fromUserId,
        toUserId: input.toUserId,
        fromDate: dateColumn(input.fromDate),
        toDate: dateColumn(input.toDate),
      },
      select: { id: true },
    });
    await audit(tx, scope, {
      action: 'delegation.made',
      subjectType: 'delegation',
      subjectId: id,
      after: { ...input },
    });
    return { ok: true };
  });
}
