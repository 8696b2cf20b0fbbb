/** One obligation with what every decision about it needs, read under its row lock. */
import { type DomainError, domainError } from '../domain/errors';
import { lockObligation, type Scope, type Tx } from './context';

export async function readObligation(tx: Tx, scope: Scope, obligationId: string) {
  return tx.obligation.findUnique({
    where: { organizationId_id: { organizationId: scope.organizationId, id: obligationId } },
    include: { unit: true, plan: true, period: true },
  });
}

export type ObligationRow = NonNullable<Awaited<ReturnType<typeof readObligation>>>;

/**
 * Locks and reads an obligation for the actor. A contact reaches only the reports of their own unit (B96); to anybody
 * else the report does not exist.
 */
export async function lockedObligation(
  tx: Tx,
  scope: Scope,
  obligationId: string,
): Promise<{ ok: true; obligation: ObligationRow } | { ok: false; error: DomainError }> {
  const missing = { ok: false as const, error: domainError('NOT_FOUND', { what: 'báo cáo này' }) };
  if (!/^[0-9a-f-]{36}$/i.test(obligationId)) return missing;
  await lockObligation(tx, scope.organizationId, obligationId);
  const obligation = await readObligation(tx, scope, obligationId);
  if (!obligation) return missing;
  if (scope.actor.kind === 'contact') {
    const contact = await tx.contact.findFirst({
      where: { organizationId: scope.organizationId, id: scope.actor.id, unitId: obligation.unitId },
      select: { id: true },
    });
    if (!contact) return missing;
  }
  return { ok: true, obligation };
}
