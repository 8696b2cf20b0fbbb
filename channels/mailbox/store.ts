/** Keeps every message that the local mail server accepted, in memory and, when a folder is given, as .eml files. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';

export interface StoredAttachment {
  filename: string;
  contentType: string;
  content: Uint8Array;
}

export interface StoredMail {
  /** Sequence number in the mailbox, four digits or more. */
  id: string;
  receivedAt: string;
  envelopeFrom: string;
  envelopeTo: readonly string[];
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Addresses of the links in the message, in order, each once. */
  links: readonly string[];
  attachments: readonly StoredAttachment[];
  /** Id of the earlier message with the same Message-Id: what a mail reader would show once. */
  duplicateOf?: string;
  raw: Uint8Array;
}

export interface Envelope {
  from: string;
  to: readonly string[];
  receivedAt: string;
}

export interface MailStore {
  all(): readonly StoredMail[];
  get(id: string): StoredMail | undefined;
  add(raw: Uint8Array, envelope: Envelope): Promise<StoredMail>;
  onMessage(listener: (mail: StoredMail) => void): () => void;
}

export async function openMailStore(dir: string | undefined): Promise<MailStore> {
  const mails: StoredMail[] = [];
  const firstIds = new Map<string, string>();
  const listeners = new Set<(mail: StoredMail) => void>();
  // Parsing is asynchronous; one at a time keeps numbers in the order of arrival.
  let queue: Promise<unknown> = Promise.resolve();

  const keep = async (raw: Uint8Array, envelope: Envelope): Promise<StoredMail> => {
    const id = String(mails.length + 1).padStart(4, '0');
    const mail = await parse(id, raw, envelope);
    // The same Message-Id to the same people: what a reader would show once.
    const identity = `${mail.messageId} ${[...mail.envelopeTo].sort().join()}`;
    const earlier = mail.messageId === '' ? undefined : firstIds.get(identity);
    if (earlier === undefined) firstIds.set(identity, id);
    const kept = earlier === undefined ? mail : { ...mail, duplicateOf: earlier };
    mails.push(kept);
    return kept;
  };

  if (dir) {
    await mkdir(dir, { recursive: true });
    const files = (await readdir(dir)).filter((name) => name.endsWith('.eml')).sort();
    for (const name of files) {
      const raw = await readFile(join(dir, name));
      await keep(raw, envelopeFromTrace(raw));
    }
  }

  return {
    all: () => mails,
    get: (id) => mails.find((mail) => mail.id === id),
    add(raw, envelope) {
      const stored = queue.then(async () => {
        const traced = Buffer.concat([Buffer.from(trace(envelope), 'utf8'), raw]);
        const mail = await keep(traced, envelope);
        if (dir) await writeFile(join(dir, fileName(mail)), traced);
        for (const listener of listeners) listener(mail);
        return mail;
      });
      queue = stored.catch(() => undefined);
      return stored;
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function parse(id: string, raw: Uint8Array, envelope: Envelope): Promise<StoredMail> {
  const mail = await simpleParser(Buffer.from(raw), {
    skipTextToHtml: true,
    skipImageLinks: true,
    checksumAlgo: false,
  });
  const to = Array.isArray(mail.to) ? mail.to.map((one) => one.text).join(', ') : (mail.to?.text ?? '');
  const text = mail.text ?? '';
  const html = typeof mail.html === 'string' ? mail.html : undefined;
  return {
    id,
    receivedAt: envelope.receivedAt,
    envelopeFrom: envelope.from,
    envelopeTo: envelope.to,
    messageId: mail.messageId ?? '',
    from: mail.from?.text ?? '',
    to,
    subject: mail.subject ?? '',
    text,
    ...(html === undefined ? {} : { html }),
    links: linksOf(text, html),
    attachments: mail.attachments.map((one, index) => ({
      filename: one.filename ?? `tep-${index + 1}`,
      contentType: one.contentType,
      content: one.content,
    })),
    raw,
  };
}

function linksOf(text: string, html: string | undefined): readonly string[] {
  const inText = text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  const inHtml = [...(html ?? '').matchAll(/href="(https?:[^"]+)"/g)].map((m) =>
    (m[1] ?? '').replaceAll('&amp;', '&'),
  );
  return [...new Set([...inText, ...inHtml])];
}

/** Trace headers as a delivering server writes them, so that a file alone tells its envelope again. */
function trace({ from, to, receivedAt }: Envelope): string {
  return [
    `Return-Path: <${from}>`,
    ...to.map((one) => `Delivered-To: ${one}`),
    `X-Received-At: ${receivedAt}`,
    '',
  ]
    .map((line) => line.replace(/[\r\n]+/g, ' '))
    .join('\r\n');
}

function envelopeFromTrace(raw: Uint8Array): Envelope {
  const head =
    Buffer.from(raw)
      .toString('utf8')
      .split(/\r?\n\r?\n/, 1)[0] ?? '';
  return {
    from: /^Return-Path: <([^>]*)>/m.exec(head)?.[1] ?? '',
    to: [...head.matchAll(/^Delivered-To: (\S+)/gm)].map((m) => m[1] ?? ''),
    receivedAt: /^X-Received-At: (\S+)/m.exec(head)?.[1] ?? '',
  };
}

const fileName = (mail: StoredMail): string =>
  `${mail.id}-${mail.receivedAt.slice(0, 16).replace(/[^0-9]/g, '')}-${(mail.envelopeTo[0] ?? 'khong-ro').replace(/[^a-z0-9@._-]/gi, '_')}.eml`;
