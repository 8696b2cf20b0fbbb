/** A local mail server with a page to look at what it holds: stands in for the outside world in `npm start`, demo and tests. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Clock, systemClock } from '../clock';
import { type AddressFault, createSmtpSide, type FaultOptions } from './smtp';
import { openMailStore, type StoredMail } from './store';
import { createMailboxWeb } from './web';

export type { AddressFault, FaultOptions } from './smtp';
export type { StoredAttachment, StoredMail } from './store';

export interface MailboxOptions {
  /** 0 (default) takes any free port. */
  smtpPort?: number;
  httpPort?: number;
  /** Folder for .eml files; what is already there is shown again. */
  dir?: string;
  clock?: Clock;
  host?: string;
}

export interface Mailbox {
  smtpUrl: string;
  httpUrl: string;
  messages(): readonly StoredMail[];
  /** Resolves with the first message that matches, kept already or still to come; rejects after `timeoutMs` (default 5 s). */
  waitFor(matches: (mail: StoredMail) => boolean, timeoutMs?: number): Promise<StoredMail>;
  setAddressFault(address: string, fault: AddressFault | undefined, options?: FaultOptions): void;
  /** Returns the way to stop listening. */
  onMessage(listener: (mail: StoredMail) => void): () => void;
  close(): Promise<void>;
}

export async function startMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const host = options.host ?? '127.0.0.1';
  const store = await openMailStore(options.dir);
  const smtp = createSmtpSide(store, options.clock ?? systemClock);
  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.server.listen(options.smtpPort ?? 0, host, () => {
      smtp.server.off('error', reject);
      // A client that goes away mid-session is its own affair.
      smtp.server.on('error', () => undefined);
      resolve();
    });
  });
  const http = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const server = serve(
      { fetch: createMailboxWeb(store).fetch, hostname: host, port: options.httpPort ?? 0 },
      () => resolve(server),
    );
    server.once('error', reject);
  });

  return {
    smtpUrl: `smtp://${host}:${portOf(smtp.server.server.address())}`,
    httpUrl: `http://${host}:${portOf(http.address())}`,
    messages: () => store.all(),
    waitFor(matches, timeoutMs = 5_000) {
      const present = store.all().find(matches);
      if (present) return Promise.resolve(present);
      return new Promise((resolve, reject) => {
        const stop = store.onMessage((mail) => {
          if (!matches(mail)) return;
          clearTimeout(timer);
          stop();
          resolve(mail);
        });
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`No matching mail within ${timeoutMs} ms; ${store.all().length} in the mailbox`));
        }, timeoutMs);
      });
    },
    setAddressFault: smtp.setAddressFault,
    onMessage: store.onMessage,
    async close() {
      if ('closeAllConnections' in http) http.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => smtp.server.close(() => resolve())),
        new Promise<void>((resolve) => http.close(() => resolve())),
      ]);
    },
  };
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
