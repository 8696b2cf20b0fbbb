/** The state of an address: opted out by its owner, confirmed again by the office (B61, B64). */
import { type DomainError, domainError } from '../domain/errors';
import { validOn } from './contacts';
import { audit, type Database, inTransaction, type Scope } from './context';
import { dateColumn } from './dates';
import { isId, today } from './obligations';
import { queueMessage } from './outbox';
import { officeOf } from './staff';

export type RouteResult = { ok: true } | { ok: false; error: DomainError };

const missing: RouteResult = { ok: false, error: domainError('NOT_FOUND', { what: 'địa chỉ này' }) };

/**
 * A recipient wants no more messages by this route. Refused for the last working route of the unit's last reachable
 * person; the office hears of it either way (B64).
 */
export function optOutRoute(
  db: Database,
  scope: Scope,
  input: { routeId: string; reason?: string },
): Promise<RouteResult> {
  return inTransaction(db, async (tx): Promise<RouteResult> => {
    const { organizationId } = scope;
    const route = isId(input.routeId)
      ? await tx.contactRoute.findUnique({
          where: { organizationId_id: { organizationId, id: input.routeId } },
          include: { contact: { include: { unit: true } } },
        })
      : null;
    if (!route) return missing;
    if (route.state === 'opted_out') return { ok: true };
    const others = await tx.contactRoute.count({
      where: {
        organizationId,
        id: { not: route.id },
        state: 'active',
        kind: { in: ['email', 'zalo'] },
        contact: { unitId: route.contact.unitId, ...validOn(dateColumn(today(scope))) },
      },
    });
    const refused = others === 0;
    if (!refused) {
      const stateReason = input.reason?.trim() || 'Người nhận không muốn nhận tin qua kênh này';
      await tx.contactRoute.update({ where: { id: route.id }, data: { state: 'opted_out', stateReason } });
      await audit(tx, scope, {
        action: 'route.opted_out',
        subjectType: 'contact',
        subjectId: route.contactId,
        before: { kind: route.kind, state: route.state },
        after: { kind: route.kind, state: 'opted_out' },
        reason: stateReason,
      });
    }
    for (const userId of refused ? await officeOf(tx, organizationId) : []) {
      await queueMessage(tx, scope, {
        kind: 'alert',
        to: { userId },
        key: `alert/opt-out/${route.id}/${today(scope)}/${userId}`,
        items: [],
        nominalAt: scope.asOf,
        facts: {
          title: `${route.contact.unit.name}: người phụ trách cuối cùng không muốn nhận tin`,
          lines: ['Địa chỉ này là đường liên lạc cuối cùng còn dùng được của đơn vị nên vẫn được giữ.'],
          wayOut: 'Đề nghị đơn vị cử đầu mối khác, hoặc bổ sung địa chỉ nhận tin.',
        },
      });
    }
    return refused ? { ok: false, error: domainError('LAST_CONTACT_OPT_OUT') } : { ok: true };
  });
}

/** The office checked a bounced, blocked or opted-out address: it is used again (B61). */
export function confirmRoute(db: Database, scope: Scope, input: { routeId: string }): Promise<RouteResult> {
  return inTransaction(db, async (tx): Promise<RouteResult> => {
    const { organizationId } = scope;
    const route = isId(input.routeId)
      ? await tx.contactRoute.findUnique({
          where: { organizationId_id: { organizationId, id: input.routeId } },
        })
      : null;
    if (!route) return missing;
    await tx.contactRoute.update({ where: { id: route.id }, data: { state: 'active', stateReason: null } });
    await audit(tx, scope, {
      action: 'route.confirmed',
      subjectType: 'contact',
      subjectId: route.contactId,
      before: { kind: route.kind, state: route.state },
      after: { kind: route.kind, state: 'active' },
    });
    return { ok: true };
  });
}
