/** One step of a plan: project what is not yet projected, name the periods whose time has come, end when all is over. */
import { earliest, endOfDay, isoInstant } from '../domain/time';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { civilDate } from './dates';
import { PLAN_FACTS } from './plan-facts';
import { writeProjection } from './projection';

export interface PlanStep {
  /** the plan's workflow has nothing left to do */
  ended: boolean;
  /** periods whose cycle and summary must be running now */
  running: { periodId: string; halfYear: string }[];
  nextWakeAt: string | null;
}

export async function stepPlan(
  db: Database,
  scope: Scope,
  { planId }: { planId: string },
): Promise<PlanStep> {
  return inTransaction(db, async (tx) => {
    const { organizationId, asOf } = scope;
    const where = { organizationId_id: { organizationId, id: planId } };
    const plan = await tx.plan.findUnique({ where, ...PLAN_FACTS });
    if (!plan || plan.state === 'draft' || plan.state === 'ended')
      return { ended: true, running: [], nextWakeAt: null };
    // a plan that was terminated works off what is left; nothing is added to it (B28)
    if (plan.state === 'active' && !plan.endReason) await writeProjection(tx, scope, planId);
    const periods = await tx.reportingPeriod.findMany({
      where: { organizationId, planId, state: { in: ['planned', 'open'] } },
      select: { id: true, halfYear: true, opensAt: true },
      orderBy: { opensAt: 'asc' },
    });
    const running = periods.filter(({ opensAt }) => opensAt <= asOf);
    const waiting = periods.find(({ opensAt }) => opensAt > asOf);
    const nextWakeAt = waiting ? isoInstant(waiting.opensAt) : null;
    const over =
      plan.state === 'terminated' ||
      (plan.termTo !== null && isoInstant(asOf) > endOfDay(civilDate(plan.termTo)));
    if (periods.length === 0 && over) {
      if (plan.state === 'active') await end(tx, scope, plan);
      return { ended: true, running: [], nextWakeAt: null };
    }
    return {
      ended: false,
      running: running.map(({ id, halfYear }) => ({ periodId: id, halfYear })),
      // after the last period opened, look again at the end of the term and then daily until its cycles have closed
      nextWakeAt: nextWakeAt ?? earliest(endOfTerm(plan.termTo, asOf), null),
    };
  });
}

const DAY_MS = 86_400_000;
/** A plan whose last period is still open is looked at again once a month; its cycle tells it when it closes. */
const LOOK_AGAIN_DAYS = 30;

function endOfTerm(termTo: Date | null, asOf: Date): string {
  const lookAgain = new Date(asOf.getTime() + LOOK_AGAIN_DAYS * DAY_MS);
  if (!termTo) return isoInstant(lookAgain);
  const end = new Date(termTo.getTime() + DAY_MS);
  return isoInstant(end > asOf ? end : lookAgain);
}

async function end(tx: Tx, scope: Scope, plan: { id: string; endReason: string | null }): Promise<void> {
  const state = plan.endReason ? ('terminated' as const) : ('ended' as const);
  const endReason = plan.endReason ?? 'Hết thời gian thực hiện, mọi kỳ báo cáo đã đóng';
  await tx.plan.update({ where: { id: plan.id }, data: { state, endedAt: scope.asOf, endReason } });
  await audit(tx, scope, {
    action: 'plan.ended',
    subjectType: 'plan',
    subjectId: plan.id,
    before: { state: 'active' },
    after: { state },
    reason: endReason,
  });
}
