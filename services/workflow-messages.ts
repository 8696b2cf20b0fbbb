/** Words to running workflows that wait in the register until they are delivered (law 1). */
import type { Database } from './context';

export interface PendingMessage {
  id: string;
  organizationId: string;
  workflowId: string;
  name: string;
  payload: unknown;
}

/** Undelivered messages of a commune (null: of all), oldest first. */
export async function pendingMessages(
  db: Database,
  { organizationId, limit = 200 }: { organizationId: string | null; limit?: number },
): Promise<PendingMessage[]> {
  return db.workflowMessage.findMany({
    where: { deliveredAt: null, ...(organizationId ? { organizationId } : {}) },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true, organizationId: true, workflowId: true, name: true, payload: true },
  });
}

/** Marks messages as delivered; delivering one twice is harmless, because workflows read the register again. */
export async function markDelivered(db: Database, ids: readonly string[], asOf: Date): Promise<void> {
  await db.workflowMessage.updateMany({
    where: { id: { in: [...ids] }, deliveredAt: null },
    data: { deliveredAt: asOf, attempts: { increment: 1 } },
  });
}

export async function markFailed(db: Database, id: string, error: string): Promise<void> {
  await db.workflowMessage.update({
    where: { id },
    data: { attempts: { increment: 1 }, lastError: error.slice(0, 500) },
  });
}
