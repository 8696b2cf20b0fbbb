/** Reads stored provider events for the register: receipts, interactions, people who left (zalo/openapi §6.3). */
import { countsAsInteraction, parseWebhookEvent } from '../channels/zalo';
import type { ProviderFact } from '../services/webhooks';

export function readProviderEvent({ provider, raw }: { provider: string; raw: string }): ProviderFact {
  if (provider !== 'zalo') return { kind: 'nothing' };
  const parsed = parseWebhookEvent(raw);
  if (!parsed.ok) return { kind: 'nothing' };
  const { event } = parsed;
  switch (event.type) {
    case 'delivered':
    case 'delivered_by_phone':
      return { kind: 'receipt', providerIds: [event.messageId], state: 'delivered' };
    case 'seen':
      return { kind: 'receipt', providerIds: event.messageIds, state: 'read' };
    case 'unfollow':
      return { kind: 'left', address: event.userId, reason: 'Người nhận đã bỏ quan tâm Zalo của cơ quan' };
    case 'withdrew':
      return { kind: 'left', address: event.userId, reason: 'Người nhận đã rút đồng ý nhận tin Zalo' };
    default:
      if (!countsAsInteraction(event) || !('userId' in event)) return { kind: 'nothing' };
      return {
        kind: 'interaction',
        address: event.userId,
        at: new Date(event.at),
        ...(event.type === 'user_message' && event.text ? { text: event.text } : {}),
      };
  }
}
