/** E-mail over a pooled SMTP connection, with a Message-Id that is the same on every retry. */

import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { isoInstant } from '../../domain/time';
import type { Channel, OutboundMessage, SendResult } from '../channel';
import type { Clock } from '../clock';
import { messageIdFor } from '../message-ids';
import { classifySmtpFailure, type SmtpFailure } from './classify';

export interface EmailChannelOptions {
  /** `smtp://…` or `smtps://…`, credentials in the URL. */
  smtpUrl: string;
  from: { address: string; name: string };
  /** Where people's answers go when the sending address is not read. */
  replyTo?: string;
  /** Domain of the Message-Ids; the sender's domain by default. Changing it breaks the recognition of resends. */
  messageIdDomain?: string;
  clock: Clock;
  maxConnections?: number;
  /** Limits of one attempt; the whole must stay below the activity's startToCloseTimeout. */
  connectTimeoutMs?: number;
  greetingTimeoutMs?: number;
  socketTimeoutMs?: number;
}

export function createEmailChannel(options: EmailChannelOptions): Channel & { close(): Promise<void> } {
  const { clock, from } = options;
  const domain = options.messageIdDomain ?? from.address.split('@')[1] ?? 'localhost';
  const transport = createTransport({
    url: options.smtpUrl,
    pool: true,
    maxConnections: options.maxConnections ?? 3,
    // A queue entry goes to a second connection only while none of its bytes were written.
    maxRequeues: 1,
    connectionTimeout: options.connectTimeoutMs ?? 10_000,
    greetingTimeout: options.greetingTimeoutMs ?? 10_000,
    socketTimeout: options.socketTimeoutMs ?? 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  // Nodemailer reports a lost connection the same way before and after DATA. Whether the message's own stream was
  // ever read is the difference between "try later" and "perhaps delivered".
  const streams = new Map<string, Readable[]>();
  transport.use('stream', (mail, done) => {
    const id = mail.message.messageId();
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (...args) => {
      const stream = create(...args);
      streams.set(id, [...(streams.get(id) ?? []), stream]);
      return stream;
    };
    done();
  });

  return {
    name: 'email',
    async send(message) {
      if (message.to.channel !== 'email')
        throw new Error('E-mail channel was given a route of another channel');
      if (!looksLikeAddress(message.to.address)) {
        return withRoute(classifySmtpFailure({ code: 'EENVELOPE', command: 'API', dataStarted: false }));
      }
      const messageId = bracketed(message.messageId ?? messageIdFor(message.key, domain));
      try {
        const info = await transport.sendMail(toMail(message, message.to, messageId));
        return {
          outcome: 'sent',
          route: 'email',
          providerId: info.messageId,
          acceptedAt: isoInstant(clock.now()),
        };
      } catch (error) {
        const dataStarted = (streams.get(messageId) ?? []).some((stream) => stream.readableDidRead);
        return withRoute(classifySmtpFailure({ ...failureOf(error), dataStarted }));
      } finally {
        streams.delete(messageId);
      }
    },
    async close() {
      transport.close();
    },
  };

  function toMail(message: OutboundMessage, to: { address: string; name?: string }, messageId: string) {
    return {
      from,
      to: { address: to.address, name: to.name ?? '' },
      ...(options.replyTo ? { replyTo: options.replyTo } : {}),
      subject: message.subject ?? '',
      text: message.text,
      ...(message.html ? { html: message.html } : {}),
      messageId,
      date: new Date(message.asOf),
      // RFC 3834: keeps holiday responders quiet.
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Content-Language': 'vi',
      },
      attachments: (message.attachments ?? []).map((a) => ({
        filename: a.filename,
        contentType: a.contentType,
        content: Buffer.from(a.content),
      })),
    };
  }
}

function withRoute(verdict: ReturnType<typeof classifySmtpFailure>): SendResult {
  return verdict.outcome === 'unknown' ? { ...verdict, route: 'email' } : verdict;
}

/** Only what no server could accept; whether the mailbox exists is for its server to say. */
const looksLikeAddress = (address: string): boolean => /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(address);

const bracketed = (id: string): string => (id.startsWith('<') ? id : `<${id}>`);

/** Reads the fields that classification uses, and only those: error texts quote addresses and must not travel on. */
function failureOf(error: unknown): Omit<SmtpFailure, 'dataStarted'> {
  if (!(error instanceof Error)) return {};
  const raw = error as Error & Record<string, unknown>;
  return {
    ...(typeof raw.code === 'string' ? { code: raw.code } : {}),
    ...(typeof raw.originalCode === 'string' ? { originalCode: raw.originalCode } : {}),
    ...(typeof raw.responseCode === 'number' ? { responseCode: raw.responseCode } : {}),
    ...(typeof raw.response === 'string' ? { response: raw.response } : {}),
    ...(typeof raw.command === 'string' ? { command: raw.command } : {}),
  };
}
