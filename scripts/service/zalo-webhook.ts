// Zalo's webhook as the portal takes it: whose signature counts, and which commune an event belongs to.
import type { Logger } from 'pino';
import { parseWebhookEvent, verifyWebhookSignature } from '../../channels/zalo';
import type { ZaloConfig } from '../../config/env';
import type { ZaloWebhookOptions } from '../../web/server';

export function zaloWebhook(given: {
  zalo: ZaloConfig;
  organizationId: string;
  log: Logger;
}): ZaloWebhookOptions {
  const { zalo, organizationId, log } = given;
  const { appId, oaId: ownOaId, oaSecretKey, webhookAcceptsOaId } = zalo;
  return {
    verify(rawBody, header) {
      const alsoAcceptOaId = webhookAcceptsOaId ? { alsoAcceptOaId: ownOaId } : {};
      const verdict = verifyWebhookSignature({ appId, oaSecretKey, rawBody, header, ...alsoAcceptOaId });
      if (!verdict.ok) log.warn({ reason: verdict.reason }, 'webhook with a signature that does not count');
      else if (verdict.form === 'oa_id')
        log.info('webhook signature begins with the OA number (ZALO_WEBHOOK_ACCEPT_OA_ID)');
      return verdict.ok;
    },
    read(rawBody) {
      const parsed = parseWebhookEvent(rawBody);
      return parsed.ok ? { dedupeKey: parsed.event.dedupeKey, oaId: parsed.oaId } : null;
    },
    // Some events name no account; the app is ours and has one.
    organizationOf: (oaId) => (oaId === undefined || oaId === ownOaId ? organizationId : null),
  };
}
