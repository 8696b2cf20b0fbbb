/** Events of providers: kept as they came, worked on later by the sender; a redelivered one is the same row. */
import { type Database, inTransaction, type Scope } from './context';
import { tellDispatch } from './outbox';
import { recordReceipt } from './outbox-confirm';
import { connectZalo } from './zalo-connection';

/** Stores an event and wakes the sender. False where it was here before. */
export async function storeWebhookEvent(
  db: Database,
  scope: Scope,
  event: { provider: string; dedupeKey: string; raw: string },
): Promise<boolean> {
  const { organizationId, asOf } = scope;
  return inTransaction(db, async (tx) => {
    const data = [{ organizationId, ...event, receivedAt: asOf }];
    const { count } = await tx.webhookEvent.createMany({ data, skipDuplicates: true });
    if (count > 0) await tellDispatch(tx, scope);
    return count > 0;
  });
}

/** What an event means for the register; the channel's parser says it (activities/webhooks.ts). */
export type ProviderFact =
  | { kind: 'receipt'; providerIds: readonly string[]; state: 'delivered' | 'read' }
  /** `text`: what the person wrote, which may hold the code that connects their account */
  | { kind: 'interaction'; address: string; at: Date; text?: string }
  /** the person left the account or asked to be forgotten: no further messages there */
  | { kind: 'left'; address: string; reason: string }
  | { kind: 'nothing' };

const BATCH = 500;

/** Works on the commune's waiting events, oldest first. Each is marked when its consequence is written. */
export async function processWebhookEvents(
  db: Database,
  scope: Scope,
  read: (event: { provider: string; raw: string }) => ProviderFact,
): Promise<number> {
  const { organizationId, asOf } = scope;
  const waiting = await db.webhookEvent.findMany({
    where: { organizationId, processedAt: null },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
    take: BATCH,
  });
  for (const event of waiting) {
    await apply(db, scope, read(event));
    await db.webhookEvent.update({ where: { id: event.id }, data: { processedAt: asOf } });
  }
  return waiting.length;
}

async function apply(db: Database, scope: Scope, fact: ProviderFact): Promise<void> {
  const { organizationId } = scope;
  switch (fact.kind) {
    case 'receipt':
      for (const providerId of fact.providerIds)
        await recordReceipt(db, scope, { providerId, state: fact.state });
      return;
    case 'interaction':
      // only ever forward: events may come in any order
      await db.contactRoute.updateMany({
        where: {
          organizationId,
          kind: 'zalo',
          address: fact.address,
          OR: [{ lastInteractionAt: null }, { lastInteractionAt: { lt: fact.at } }],
        },
        data: { lastInteractionAt: fact.at },
      });
      if (fact.text) await connectZalo(db, scope, { address: fact.address, text: fact.text, at: fact.at });
      return;
    case 'left':
      await db.contactRoute.updateMany({
        where: { organizationId, kind: 'zalo', address: fact.address, state: 'active' },
        data: { state: 'blocked', stateReason: fact.reason },
      });
      return;
    case 'nothing':
      return;
  }
}
