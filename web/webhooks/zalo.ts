/** Zalo's events: checked, stored as they came, answered within their two seconds; worked on later (zalo/openapi §6). */
import { Hono } from 'hono';
import { SERVICE } from '../../services/context';
import { storeWebhookEvent } from '../../services/webhooks';
import type { WebDeps, WebEnv } from '../deps';

/** An event of Zalo is a few hundred bytes; anything near this is not one. */
const MAX_BYTES = 256 * 1024;

export function zaloWebhookRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { zalo, db, clock } = deps;
  app.post('/webhooks/zalo', async (c) => {
    if (!zalo) return c.notFound();
    if (Number(c.req.header('content-length') ?? 0) > MAX_BYTES) return c.json({ error: 'too large' }, 413);
    const raw = new Uint8Array(await c.req.arrayBuffer());
    if (raw.byteLength > MAX_BYTES) return c.json({ error: 'too large' }, 413);
    // The bytes as received: a body that was parsed and written again has another signature.
    if (!zalo.verify(raw, c.req.header('x-zevent-signature'))) return c.json({ error: 'bad signature' }, 401);
    const event = zalo.read(raw);
    const organizationId = event ? zalo.organizationOf(event.oaId) : null;
    // What is not ours is answered like the rest: anything but 200 tells Zalo that the webhook is down.
    if (!event || !organizationId) return c.json({ ok: true });
    const stored = await storeWebhookEvent(
      db,
      { organizationId, actor: SERVICE, asOf: clock.now() },
      { provider: 'zalo', dedupeKey: event.dedupeKey, raw: Buffer.from(raw).toString('utf8') },
    );
    // Not waited for: the answer must not depend on the engine; a lost word to the sender is repaired by reconcile.
    if (stored) {
      void deps.messenger.deliver(organizationId).catch((error: unknown) =>
        deps.log?.({
          level: 'warn',
          message: `webhook event stored, not yet announced: organization ${organizationId}`,
          requestId: 'webhook',
          error,
        }),
      );
    }
    return c.json({ ok: true });
  });
  return app;
}
