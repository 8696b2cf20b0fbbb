/** "Tôi không phụ trách việc này": a recipient passes a report back, and the office hears of it. */
import type { DomainError } from '../domain/errors';
import { audit, type Database, inTransaction, type Scope } from './context';
import { lockedObligation } from './obligations';
import { queueMessage } from './outbox';
import { officeOf } from './staff';

/**
 * Raises it to the office; the report stays owed by the unit until somebody decides (hand-over, other contact,
 * another unit). Said twice by the same person it is told once.
 */
export function notResponsible(
  db: Database,
  scope: Scope,
  input: { obligationId: string; note?: string },
): Promise<{ ok: true } | { ok: false; error: DomainError }> {
  return inTransaction(db, async (tx) => {
    const found = await lockedObligation(tx, scope, input.obligationId);
    if (!found.ok) return found;
    const { obligation } = found;
    const note = input.note?.trim();
    await audit(tx, scope, {
      action: 'obligation.not_responsible',
      subjectType: 'obligation',
      subjectId: obligation.id,
      after: { contactId: scope.actor.id },
      ...(note ? { reason: note } : {}),
    });
    for (const userId of await officeOf(tx, scope.organizationId)) {
      await queueMessage(tx, scope, {
        kind: 'alert',
        to: { userId },
        key: `alert/not-responsible/${obligation.id}/${scope.actor.id}/${userId}`,
        items: [],
        nominalAt: scope.asOf,
        facts: {
          title: `${obligation.unit.name}: người nhận báo không phụ trách báo cáo ${obligation.period.label}`,
          lines: [`Kế hoạch: ${obligation.plan.title}`, ...(note ? [`Ghi chú: ${note}`] : [])],
          wayOut: 'Bàn giao cho đầu mối khác của đơn vị, hoặc chuyển báo cáo cho đơn vị phụ trách.',
        },
      });
    }
    return { ok: true as const };
  });
}
