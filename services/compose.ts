/** Writes the text of a claimed message from the register as it is at the moment of sending, never from what was queued. */
import { type AlertFacts, type MessageFacts, type RenderedMessage, renderMessage } from '../config/messages';
import { isoInstant } from '../domain/time';
import type { ComposeContext, ComposeRound, ComposeSettings } from './compose-context';
import { composeCase, composeSummary } from './compose-office';
import { composeReport } from './compose-report';
import { type Database, inTransaction, type Scope } from './context';
import type { Claimed, ClaimedMessage } from './outbox-claim';

export type { ComposeSettings };

export interface Composed extends RenderedMessage {
  attachments: { filename: string; contentType: string; content: Uint8Array }[];
}

export async function composeMessage(
  db: Database,
  scope: Scope,
  { message, keep }: Claimed,
  { compose: settings, round: { organization, calendar } }: { compose: ComposeSettings; round: ComposeRound },
): Promise<Composed> {
  return inTransaction(db, async (tx) => {
    const context: ComposeContext = {
      tx,
      scope,
      settings,
      calendar,
      message,
      keep,
      common: {
        sender: { organizationName: organization.name, officeName: officeOf(organization) },
        recipient: recipientOf(message),
        asOf: isoInstant(scope.asOf),
      },
    };
    const rendered = renderMessage(await factsOf(context));
    return { ...rendered, attachments: await attachmentsOf(context) };
  });
}

/** The files of a message; their bytes are read only now, and not with the claim. */
async function attachmentsOf({ tx, scope, message }: ComposeContext): Promise<Composed['attachments']> {
  const { attachments } = message;
  if (attachments.length === 0) return [];
  const files = await tx.storedFile.findMany({
    where: { organizationId: scope.organizationId, id: { in: attachments.map(({ fileId }) => fileId) } },
    select: { id: true, contentType: true, bytes: true },
  });
  return attachments.flatMap(({ fileId, name }) => {
    const file = files.find(({ id }) => id === fileId);
    return file ? [{ filename: name, contentType: file.contentType, content: file.bytes }] : [];
  });
}

const LEVELS: Record<string, string> = { xa: 'xã', phuong: 'phường', dac_khu: 'đặc khu' };

/** The office that follows up: of the committees for a state body, of the Party committee for a Party body. */
function officeOf({ system, level }: { system: 'chinh_quyen' | 'dang'; level: string }): string {
  const place = LEVELS[level] ?? 'xã';
  return system === 'dang' ? `Văn phòng Đảng ủy ${place}` : `Văn phòng HĐND và UBND ${place}`;
}

function recipientOf({ contact, user }: ClaimedMessage): ComposeContext['common']['recipient'] {
  if (contact) {
    return {
      name: contact.name,
      unitName: contact.unit.name,
      ...(contact.title ? { title: contact.title } : {}),
    };
  }
  return { name: user?.name ?? '', ...(user?.title ? { title: user.title } : {}) };
}

function factsOf(context: ComposeContext): Promise<MessageFacts> {
  switch (context.message.kind) {
    case 'reminder':
    case 'change_notice':
    case 'returned':
    case 'extension':
    case 'receipt':
    case 'on_behalf':
    case 'handover':
      return composeReport(context, context.message.kind);
    case 'proposal':
    case 'proposal_withdrawn':
    case 'approver_reminder':
    case 'letter':
      return composeCase(context, context.message.kind);
    case 'summary':
    case 'supplement':
      return composeSummary(context, context.message.kind);
    case 'alert':
      return Promise.resolve(alert(context));
  }
}

function alert({ message, common, settings }: ComposeContext): AlertFacts {
  const facts = message.facts as { title: string; lines: string[]; wayOut: string; path?: string };
  const { title, lines, wayOut, path } = facts;
  return {
    kind: 'alert',
    ...common,
    title,
    lines,
    wayOut,
    ...(path ? { link: settings.publicUrl + path } : {}),
  };
}
