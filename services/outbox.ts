/**
 * The outbox, writing side: every message to a person becomes a row with a key from the domain before anything is sent.
 *
 * What `facts` holds, by kind (ids only; the text is composed when the message leaves):
 * reminder –; change_notice {reason, document?, changes: [{obligationId, oldDueAt, newDueAt}]}; returned {submissionId};
 * extension {extensionId}; receipt, on_behalf {submissionId}; handover {from, fromName?}; proposal {escalationId};
 * proposal_withdrawn {escalationId, because}; approver_reminder {escalationIds, toDeputy?}; letter {escalationId};
 * summary, supplement {summaryId}; alert {title, lines, wayOut, path?}.
 */

import { nextSendInstant } from '../domain/ladder';
import { channelsFor, type MessageChannel, WITHHELD } from '../domain/outbox';
import { isoInstant } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import type { MessageKind } from '../prisma/generated/enums';
import { calendarOf } from './calendar';
import { type Scope, type Tx, tellWorkflow } from './context';
import { instantColumn } from './dates';
import { dispatchWorkflowId } from './ids';
import { policyOf } from './settings';

export interface QueueInput {
  kind: MessageKind;
  to: { contactId: string } | { userId: string };
  /** default 'preferred': Zalo where it is linked, else e-mail */
  channels?: 'preferred' | 'all' | 'email';
  important?: boolean;
  /** Domain key without the channel, e.g. `returned/<submissionId>/<contactId>`. Queued again, it stays one message. */
  key: string;
  items: { obligationId: string; step: string; revision: number }[];
  nominalAt: Date;
  facts?: Prisma.InputJsonValue;
  attachments?: { fileId: string; name: string }[];
}

/** Queues one message on each channel chosen for its recipient. Returns how many rows are new. */
export async function queueMessage(tx: Tx, scope: Scope, input: QueueInput): Promise<number> {
  const { organizationId } = scope;
  const channels = await chooseChannels(tx, scope, input);
  const calendar = await calendarOf(tx, organizationId);
  const policy = await policyOf(tx, organizationId);
  // nobody waits for these at night: they leave when the office works, at the latest in the next send window
  const effectiveAt = instantColumn(
    // a nominal instant still to come is a wait that was asked for: a change of deadline settles first (B44)
    nextSendInstant({ at: laterOf(scope.asOf, input.nominalAt), calendar, policy, within: 'send_window' }),
  );
  let queued = 0;
  for (const channel of channels.length > 0 ? channels : [null]) {
    const row = messageRow(scope, input, { channel, effectiveAt });
    const created = await tx.message.createMany({ data: [row], skipDuplicates: true });
    if (created.count === 0) continue;
    const { id } = await tx.message.findUniqueOrThrow({
      where: { organizationId_key: { organizationId, key: row.key } },
      select: { id: true },
    });
    await tx.messageItem.createMany({ data: itemRows(scope, input, id, channel), skipDuplicates: true });
    await tx.messageAttachment.createMany({
      data: (input.attachments ?? []).map((file) => ({ organizationId, messageId: id, ...file })),
    });
    if (channel !== null) queued += 1;
  }
  if (queued > 0) await tellDispatch(tx, scope);
  return queued;
}

const laterOf = (a: Date, b: Date): string => isoInstant(a > b ? a : b);

/** One kick for the sender however many messages a transaction queues. */
export async function tellDispatch(tx: Tx, scope: Scope): Promise<void> {
  const workflowId = dispatchWorkflowId(scope.organizationId);
  const waiting = await tx.workflowMessage.count({
    where: { organizationId: scope.organizationId, workflowId, deliveredAt: null, createdAt: scope.asOf },
  });
  if (waiting === 0) await tellWorkflow(tx, scope, { workflowId, name: 'registerChanged' });
}

async function chooseChannels(
  tx: Tx,
  { organizationId }: Scope,
  input: QueueInput,
): Promise<MessageChannel[]> {
  if ('userId' in input.to) return ['email'];
  const routes = await tx.contactRoute.findMany({
    where: { organizationId, contactId: input.to.contactId },
    select: { id: true, kind: true, state: true },
  });
  return channelsFor(routes, input.channels ?? 'preferred');
}

function messageRow(
  { organizationId, asOf }: Scope,
  { to, kind, key, important, nominalAt, facts }: QueueInput,
  { channel, effectiveAt }: { channel: MessageChannel | null; effectiveAt: Date },
) {
  return {
    organizationId,
    key: `${key}/${channel ?? 'none'}`,
    kind,
    contactId: 'contactId' in to ? to.contactId : null,
    userId: 'userId' in to ? to.userId : null,
    channel,
    important: important ?? false,
    nominalAt,
    effectiveAt,
    facts: facts ?? {},
    ...(channel === null
      ? { state: 'withheld' as const, reason: WITHHELD.noRoute, finalAt: asOf }
      : { state: 'queued' as const }),
    createdAt: asOf,
  };
}

const itemRows = (
  { organizationId }: Scope,
  { to, items }: QueueInput,
  messageId: string,
  channel: MessageChannel | null,
) =>
  items.map((item) => ({
    organizationId,
    messageId,
    ...item,
    recipient: 'contactId' in to ? to.contactId : to.userId,
    channel: channel ?? 'none',
  }));
