// A mail that came back to the sending address: its message is marked, its address rested until somebody looks.
import { parseBounce } from '../../channels/email';
import { type Database, SERVICE } from '../../services/context';
import { recordReceipt } from '../../services/outbox-confirm';

export type BounceOutcome =
  /** the message is marked as returned and goes the next way it has */
  | 'recorded'
  /** the mail server still tries; nothing to do yet */
  | 'delayed'
  /** genuine report, but of no mail of ours: forged, or from before this register */
  | 'not-ours'
  /** a reply, an advertisement, anything else in the mailbox */
  | 'no-report';

export async function takeBounce(db: Database, raw: Uint8Array, asOf: Date): Promise<BounceOutcome> {
  const bounce = await parseBounce(raw);
  if (!bounce) return 'no-report';
  if (!bounce.permanent) return 'delayed';
  const { messageId: providerId, reasonVi: reason } = bounce;
  // Only the Message-Id counts, which nobody but the recipient's side has seen; an address alone anybody can write.
  const message = providerId
    ? await db.message.findFirst({
        where: { providerId, channel: 'email' },
        select: { organizationId: true },
      })
    : null;
  if (!message || !providerId) return 'not-ours';
  const scope = { organizationId: message.organizationId, actor: SERVICE, asOf };
  await recordReceipt(db, scope, { providerId, state: 'bounced', reason });
  return 'recorded';
}
