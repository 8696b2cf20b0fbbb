/** Tells summaries that what they stand on changed; the difference itself is computed by summaries.ts (B79, B88). */
import { type Scope, type Tx, tellWorkflow } from './context';
import { summaryWorkflowId } from './ids';

/**
 * One after the other: who compiles a plan's summary and who changes what it stands on. Taken before the audit row is
 * written, so that nobody waits for it with the audit log in hand.
 */
export async function lockSummaries(tx: Tx, planIds: readonly string[]): Promise<void> {
  const ids = [...planIds].sort();
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended('summary/' || "planId", 0)) FROM unnest(${ids}::text[]) AS "planId"`;
}

/**
 * Marks the plan's summaries of this half-year and of later ones: a late value of the first half carries into the
 * second (B79). Returns the half-years marked, and tells their workflows.
 */
export async function touchSummaries(
  tx: Tx,
  scope: Scope,
  changed: { planId: string; halfYear: string },
): Promise<string[]> {
  const { organizationId } = scope;
  await lockSummaries(tx, [changed.planId]);
  const rows = await tx.summary.findMany({
    where: {
      organizationId,
      planId: changed.planId,
      halfYear: { gte: changed.halfYear },
      state: { not: 'superseded' },
    },
    select: { id: true, halfYear: true },
  });
  if (rows.length === 0) return [];
  await tx.summary.updateMany({
    where: { organizationId, id: { in: rows.map(({ id }) => id) } },
    data: { stale: true },
  });
  const halves = [...new Set(rows.map(({ halfYear }) => halfYear))].sort();
  for (const halfYear of halves) {
    await tellWorkflow(tx, scope, {
      workflowId: summaryWorkflowId(organizationId, halfYear),
      name: 'registerChanged',
    });
  }
  return halves;
}
