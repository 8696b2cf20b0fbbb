/** What the settings page shows besides the settings: people, delegations, how the channels did of late. */
import { localDate } from '../../domain/time';
import type { Database, Tx } from '../context';
import { civilDate, dateColumn } from '../dates';

const RECENT_MS = 7 * 86_400_000;
const GOOD = ['sent', 'delivered', 'read'] as const;
const BAD = ['failed', 'bounced', 'unknown'] as const;

export async function staffAndChannels(
  db: Database | Tx,
  { organizationId, asOf }: { organizationId: string; asOf: Date },
) {
  const since = { gte: new Date(asOf.getTime() - RECENT_MS), lte: asOf };
  const health = async (channel: 'email' | 'zalo') => {
    const where = { organizationId, channel, effectiveAt: since };
    const [sent, failed, last] = await Promise.all([
      db.message.count({ where: { ...where, state: { in: [...GOOD] } } }),
      db.message.count({ where: { ...where, state: { in: [...BAD] } } }),
      db.message.findFirst({
        where: { ...where, state: { in: [...BAD] } },
        orderBy: { effectiveAt: 'desc' },
        select: { effectiveAt: true, reason: true },
      }),
    ]);
    return { sent, failed, lastFailure: last ? { at: last.effectiveAt, reason: last.reason } : null };
  };
  const [staff, delegations, email, zalo, token] = await Promise.all([
    db.user.findMany({
      where: { organizationId },
      orderBy: [{ active: 'desc' }, { name: 'asc' }],
      select: { id: true, name: true, email: true, role: true, title: true, active: true },
    }),
    db.delegation.findMany({
      where: { organizationId, toDate: { gte: dateColumn(localDate(asOf)) } },
      orderBy: { fromDate: 'asc' },
      include: { from: { select: { name: true } }, to: { select: { name: true } } },
    }),
    health('email'),
    health('zalo'),
    db.zaloToken.findFirst({
      where: { organizationId },
      orderBy: { updatedAt: 'desc' },
      select: { accessExpiresAt: true, refreshIssuedAt: true },
    }),
  ]);
  return {
    staff,
    delegations: delegations.map(({ from, to, fromDate, toDate }) => ({
      fromName: from.name,
      toName: to.name,
      fromDate: civilDate(fromDate),
      toDate: civilDate(toDate),
    })),
    health: { email, zalo: { ...zalo, token } },
  };
}
