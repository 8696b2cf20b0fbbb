/** The periods of a plan with their counts, for the page of its life. */
import type { Database, Tx } from '../context';
import { civilDate } from '../dates';
import { type ChainView, chainOf } from './deadline-chain';

export interface LifePeriod {
  id: string;
  ruleId: string;
  label: string;
  state: string;
  dataFrom: string;
  dataTo: string;
  dueAt: Date;
  opensAt: Date;
  provisional: boolean;
  chain: ChainView;
  total: number;
  received: number;
}

export async function lifePeriods(
  db: Database | Tx,
  { organizationId, planId }: { organizationId: string; planId: string },
): Promise<LifePeriod[]> {
  const [periods, counts] = await Promise.all([
    db.reportingPeriod.findMany({
      where: { organizationId, planId },
      orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    }),
    db.obligation.groupBy({
      by: ['periodId', 'state'],
      where: { organizationId, planId, state: { notIn: ['exempt', 'cancelled'] } },
      _count: true,
    }),
  ]);
  const count = (periodId: string, states?: string[]): number =>
    counts
      .filter((row) => row.periodId === periodId && (!states || states.includes(row.state)))
      .reduce((sum, row) => sum + row._count, 0);
  return periods.map((period) => ({
    id: period.id,
    ruleId: period.ruleId,
    label: period.label,
    state: period.state,
    dataFrom: civilDate(period.dataFrom),
    dataTo: civilDate(period.dataTo),
    dueAt: period.dueAt,
    opensAt: period.opensAt,
    provisional: period.provisional,
    chain: chainOf(period.deadline),
    total: count(period.id),
    received: count(period.id, ['submitted', 'accepted']),
  }));
}
