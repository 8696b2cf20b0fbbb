/** A leader's remark on a summary: kept in the journal, and told to the office (portal: "Lãnh đạo cho ý kiến"). */
import { type DomainError, domainError } from '../domain/errors';
import { audit, type Database, inTransaction, type Scope } from './context';
import { isId } from './obligations';
import { queueMessage } from './outbox';
import { paths } from './paths';
import { officeOf } from './staff';

export type Commented = { ok: true } | { ok: false; error: DomainError };

/** Longest remark; more is a letter, not a remark. */
const MAX_LENGTH = 4_000;

export function commentSummary(
  db: Database,
  scope: Scope,
  input: { summaryId: string; text: string },
): Promise<Commented> {
  return inTransaction(db, async (tx): Promise<Commented> => {
    const text = input.text.trim().slice(0, MAX_LENGTH);
    if (text === '') return { ok: false, error: domainError('FIELD_MISSING', { name: 'Ý kiến' }, 'text') };
    const { organizationId } = scope;
    const summary = isId(input.summaryId)
      ? await tx.summary.findUnique({
          where: { organizationId_id: { organizationId, id: input.summaryId } },
          select: { id: true, plan: { select: { title: true } } },
        })
      : null;
    if (!summary) return { ok: false, error: domainError('NOT_FOUND', { what: 'báo cáo tổng hợp' }) };
    await audit(tx, scope, {
      action: 'summary.comment',
      subjectType: 'summary',
      subjectId: summary.id,
      reason: text,
    });
    for (const userId of await officeOf(tx, organizationId)) {
      if (userId === scope.actor.id) continue;
      await queueMessage(tx, scope, {
        kind: 'alert',
        to: { userId },
        key: `alert/comment/${summary.id}/${scope.asOf.getTime()}/${userId}`,
        items: [],
        nominalAt: scope.asOf,
        facts: {
          title: 'Lãnh đạo có ý kiến về báo cáo tổng hợp',
          lines: [`Kế hoạch: ${summary.plan.title}`],
          wayOut: 'Mở báo cáo tổng hợp để đọc ý kiến.',
          path: paths.summary(summary.id),
        },
      });
    }
    return { ok: true };
  });
}
