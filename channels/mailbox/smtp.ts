/** The SMTP side of the local mailbox: accepts everything, except where it was told how an address misbehaves. */
import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerError, type SMTPServerSession } from 'smtp-server';
import { isoInstant } from '../../domain/time';
import type { Clock } from '../clock';
import { buildDsn } from './dsn';
import type { MailStore } from './store';

export type AddressFault =
  /** 550 5.1.1 at RCPT TO. */
  | 'dead'
  /** 452 4.2.2 at RCPT TO. */
  | 'full'
  /** 451 4.7.1 at RCPT TO. */
  | 'greylist'
  /** Connection cut after the whole message arrived, which is then lost. */
  | 'drop_lost'
  /** Connection cut after the whole message arrived and was kept: the sender cannot know. */
  | 'drop_kept'
  /** The whole message arrived and was kept; no answer ever comes. */
  | 'silent_kept'
  /** Accepted, then returned to the sender as undeliverable. */
  | 'bounce';

export interface FaultOptions {
  /** How many attempts it hits; without it, all of them. */
  times?: number;
}

export interface SmtpSide {
  server: SMTPServer;
  setAddressFault(address: string, fault: AddressFault | undefined, options?: FaultOptions): void;
}

const MAX_MESSAGE_BYTES = 50 * 1024 * 1024;

export function createSmtpSide(store: MailStore, clock: Clock): SmtpSide {
  const faults = new Map<string, { fault: AddressFault; left: number }>();
  const sockets = new Map<number, Socket>();

  /** Uses up one hit of a fault of the wanted kinds. */
  const take = (address: string, kinds: readonly AddressFault[]): AddressFault | undefined => {
    const entry = faults.get(address.toLowerCase());
    if (!entry || entry.left <= 0 || !kinds.includes(entry.fault)) return undefined;
    entry.left -= 1;
    return entry.fault;
  };

  const server = new SMTPServer({
    authOptional: true,
    // STARTTLS would offer a certificate that no client can verify.
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'khach' }),
    size: MAX_MESSAGE_BYTES,
    logger: false,
    onRcptTo(to, _session, done) {
      switch (take(to.address, ['dead', 'full', 'greylist'])) {
        case 'dead':
          return done(reply(550, '5.1.1 The email account that you tried to reach does not exist'));
        case 'full':
          return done(reply(452, '4.2.2 The recipient mailbox is full'));
        case 'greylist':
          return done(reply(451, '4.7.1 Greylisted, please try again later'));
        default:
          return done();
      }
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', done);
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(reply(552, '5.3.4 Message too big'));
        accept(Buffer.concat(chunks), session).then((kept) => (kept ? done() : undefined), done);
      });
    },
  });
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });

  /** Returns whether the client is answered at all. */
  async function accept(raw: Buffer, session: SMTPServerSession): Promise<boolean> {
    const to = session.envelope.rcptTo.map((one) => one.address);
    const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
    const fault = to
      .map((one) => take(one, ['drop_lost', 'drop_kept', 'silent_kept', 'bounce']))
      .find((one) => one !== undefined);
    const receivedAt = isoInstant(clock.now());
    if (fault !== 'drop_lost') {
      const mail = await store.add(raw, { from, to, receivedAt });
      if (fault === 'bounce') await returnToSender(mail.messageId, raw, from, to[0] ?? '', receivedAt);
    }
    if (fault === 'drop_lost' || fault === 'drop_kept') {
      sockets.get(session.remotePort)?.destroy();
      return false;
    }
    return fault !== 'silent_kept';
  }

  async function returnToSender(messageId: string, raw: Buffer, from: string, recipient: string, at: string) {
    const dsn = buildDsn({
      originalMessageId: messageId,
      originalHeaders: raw.toString('utf8').split(/\r?\n\r?\n/, 1)[0] ?? '',
      recipient,
      returnTo: from,
      status: '5.1.1',
      diagnostic: '550 5.1.1 The email account that you tried to reach does not exist',
      at,
    });
    await store.add(Buffer.from(dsn, 'utf8'), { from: '', to: [from], receivedAt: at });
  }

  return {
    server,
    setAddressFault(address, fault, options) {
      if (fault === undefined) faults.delete(address.toLowerCase());
      else faults.set(address.toLowerCase(), { fault, left: options?.times ?? Number.POSITIVE_INFINITY });
    },
  };
}

function reply(responseCode: number, message: string): SMTPServerError {
  return Object.assign(new Error(message), { responseCode });
}
