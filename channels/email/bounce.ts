/** Reads a delivery status notification (RFC 3464) that came back to the sending address. */
import { simpleParser } from 'mailparser';

export interface Bounce {
  /** Message-Id of our mail, angle brackets included; absent when the report does not carry our headers. */
  messageId?: string;
  address: string;
  permanent: boolean;
  /** Enhanced status code, e.g. `5.1.1`. */
  status: string;
  reasonVi: string;
}

/** Returns undefined for anything that is not a report of a failed or delayed delivery. */
export async function parseBounce(raw: string | Uint8Array): Promise<Bounce | undefined> {
  const source = typeof raw === 'string' ? raw : Buffer.from(raw);
  const mail = await simpleParser(source, { skipHtmlToText: true, skipTextToHtml: true });
  const contentType = mail.headers.get('content-type');
  const isReport =
    typeof contentType === 'object' && 'params' in contentType && contentType.value === 'multipart/report';
  if (!isReport) return undefined;

  // mailparser shows the parts of a report as attachments, or folds them into the text, depending on disposition.
  const parts = [...mail.attachments.map((a) => a.content.toString('utf8')), mail.text ?? ''];
  for (const part of parts) {
    const failed = failedRecipient(part);
    if (!failed) continue;
    const messageId = originalMessageId(parts) ?? mail.inReplyTo;
    return { ...(messageId ? { messageId } : {}), ...failed };
  }
  return undefined;
}

function failedRecipient(part: string): Omit<Bounce, 'messageId'> | undefined {
  // One group of fields per recipient, groups divided by blank lines (RFC 3464 §2.1); folded lines are joined first.
  for (const group of part.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n\s*\r?\n/)) {
    const action = field(group, 'Action')?.toLowerCase();
    if (action !== 'failed' && action !== 'delayed') continue;
    const recipient = field(group, 'Original-Recipient') ?? field(group, 'Final-Recipient');
    const address = recipient?.split(';').at(-1)?.trim();
    if (!address) continue;
    const status = /\d\.\d{1,3}\.\d{1,3}/.exec(field(group, 'Status') ?? '')?.[0] ?? '';
    const permanent = action === 'failed' && !status.startsWith('4');
    return { address, permanent, status, reasonVi: reason(status, permanent) };
  }
  return undefined;
}

function originalMessageId(parts: readonly string[]): string | undefined {
  for (const part of parts) {
    const id = field(part, 'Message-ID');
    if (id) return /<[^>]+>/.exec(id)?.[0];
  }
  return undefined;
}

function field(text: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ \\t]*(.+)$`, 'im').exec(text)?.[1]?.trim();
}

function reason(status: string, permanent: boolean): string {
  if (!permanent) return 'Thư chưa chuyển được, máy chủ thư còn thử tiếp';
  if (status.startsWith('5.1') || status === '5.2.1') return 'Địa chỉ thư không tồn tại hoặc không còn dùng';
  if (status === '5.2.2') return 'Hộp thư của người nhận đã đầy';
  if (status.startsWith('5.7')) return 'Máy chủ của người nhận từ chối thư theo chính sách của họ';
  return 'Thư bị trả lại';
}
