/** What the portal is given by whoever starts it, and what each request carries. */
import type { Context } from 'hono';
import type { Database } from '../services/context';
import type { Auth } from './auth/auth';
import type { ReadForm } from './http/form';
import type { RateLimits } from './http/rate-limit';

export interface Clock {
  now(): Date;
}

/** Brings queued words to running workflows. A failure is repaired by `reconcile`, so no request fails with it (law 1). */
export interface Messenger {
  deliver(organizationId: string): Promise<void>;
}

/** What the machine read: the intake's JSON, and the text its line numbers refer to. */
export interface IntakeResult {
  reading: unknown;
  text: string;
}

/**
 * Reads a plan document. A file that cannot be read is thrown as an error with the name 'DocumentError', whose message
 * is Vietnamese and meant for the person who uploaded it (intake/formats/errors.ts).
 */
export type Intake = (bytes: Uint8Array, file: { name: string }) => Promise<IntakeResult>;

/**
 * What the webhook of Zalo needs of channels/zalo, handed in because web/ knows no channel: `verify` is
 * verifyWebhookSignature, `read` is parseWebhookEvent, both pure.
 */
export interface ZaloWebhookOptions {
  verify(rawBody: Uint8Array, signature: string | undefined): boolean;
  /** The key under which a redelivery is recognised, and the Official Account the event belongs to; null: not an event. */
  read(rawBody: Uint8Array): { dedupeKey: string; oaId?: string | undefined } | null;
  /** The commune whose account it is; null: not ours, answered and dropped. */
  organizationOf(oaId: string | undefined): string | null;
}

export interface WebOptions {
  db: Database;
  clock: Clock;
  messenger: Messenger;
  /** Origin that people's browsers use, without a slash at the end: 'https://dondoc.example.vn'. */
  publicUrl: string;
  /** Signs sessions and form tokens; 32 characters or more. */
  authSecret: string;
  /** Signs the links in messages; 32 characters or more. */
  linkSecret: string;
  intake: Intake;
  zalo?: ZaloWebhookOptions;
  /** True where the engine answers; without it the health page says "not configured". */
  temporalHealthy?: () => Promise<boolean>;
  /** True behind a reverse proxy that sets X-Forwarded-For; otherwise the header is not believed. */
  trustProxy?: boolean;
  /** Allowances per minute; the demo, whose people share one address, raises them. */
  rateLimits?: Partial<RateLimits>;
  /** Failures of the portal itself, in English, with ids only (law 8). */
  log?: (event: { level: 'warn' | 'error'; message: string; requestId: string; error?: unknown }) => void;
}

export type StaffRole = 'officer' | 'office_head' | 'leader' | 'admin';

/** The member of staff behind a session. */
export interface Viewer {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  title: string | null;
  organizationId: string;
  organizationName: string;
}

export interface WebDeps extends WebOptions {
  auth: Auth;
}

export interface WebEnv {
  Variables: {
    requestId: string;
    /** Token that every form of this browser carries. */
    csrf: string;
    /** What the browser's cookie says; tokens are bound to it. */
    csrfNonce: string;
    viewer: Viewer | null;
    form: ReadForm;
    ip: string;
  };
}

export type Ctx = Context<WebEnv>;
