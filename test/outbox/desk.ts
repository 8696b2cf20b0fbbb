/** The sender's desk: a register of three units, two recording channels, and the activities that send, run as Temporal runs them. */
import type { Logger } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { beforeAll } from 'vitest';
import { createActivities } from '../../activities';
import type { Drained } from '../../activities/drain';
import type { Engine } from '../../activities/engine';
import type { ZaloTokenWatch } from '../../activities/zalo-tokens';
import type { OutboundMessage, Refused, SendResult } from '../../channels/channel';
import { createRecordingChannel, type RecordingChannel } from '../../channels/recording';
import type { Database } from '../../services/context';
import { stepCycle } from '../../services/cycle';
import { type Register, seedRegister, vn } from '../../services/register.fixture';
import { createTestDatabase, type TestDatabase } from '../harness/database';

/** Signs the links of the desk's messages. */
export const LINK_SECRET = 'chuỗi bí mật của phép thử, đủ dài';

/** An engine that is told things and starts nothing: here nobody but the test lets time pass. */
export const quietEngine: Engine = {
  ensurePlan: async () => false,
  ensureCycle: async () => false,
  ensureSummary: async () => false,
  ensureDispatch: async () => false,
  deliver: async () => ({ delivered: 0, failed: 0 }),
};

/** Activities that fail here fail on purpose. */
const silent: Logger = {
  log() {},
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
};

export interface Desk {
  db: Database;
  register: Register;
  email: RecordingChannel;
  zalo: RecordingChannel;
  /** Queues what is due at this instant, as the cycle of the period does. */
  remind(at: string): Promise<void>;
  /** One attempt of the activity that sends. Another `run` is another workflow run, a higher `attempt` a retry. */
  drain(at: string, attempt?: { run?: string; attempt?: number }): Promise<Drained>;
  /** Sends until nothing more wants to leave at this instant. */
  drainAll(at: string): Promise<void>;
  reconcile(at: string): Promise<void>;
}

export interface DeskOptions {
  units?: number;
  messagesPerMinute?: number;
  zaloTokens?: ZaloTokenWatch;
}

/** One database for a test file, one commune in it for each desk: cheaper than a database each, and as separate. */
export function desks(): (options?: DeskOptions) => Promise<Desk> {
  let database: TestDatabase | undefined;
  let count = 0;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  return (options = {}) => {
    if (!database) throw new Error('the database is made before the first test');
    count += 1;
    return openDesk(database.db, `Ủy ban nhân dân xã Số ${count}`, options);
  };
}

async function openDesk(db: Database, name: string, options: DeskOptions): Promise<Desk> {
  const register = await seedRegister(db, { name, ...(options.units ? { units: options.units } : {}) });
  const { organizationId, periodId } = register;
  const email = createRecordingChannel('email');
  const zalo = createRecordingChannel('zalo');
  const activities = createActivities({
    db,
    engine: quietEngine,
    // a mail server cannot be asked what became of a message
    channels: { email: { name: 'email', send: (message) => email.send(message) }, zalo },
    compose: { publicUrl: 'https://dondoc.vi-du.vn', linkSecret: LINK_SECRET },
    zaloTemplateId: null,
    zaloTokens: options.zaloTokens ?? null,
    messagesPerMinute: options.messagesPerMinute ?? 100,
  });
  const drain: Desk['drain'] = (at, { run = 'run-1', attempt = 1 } = {}) =>
    new MockActivityEnvironment(
      {
        attempt,
        activityId: '1',
        workflowExecution: { workflowId: `dispatch/${organizationId}`, runId: run },
      },
      { logger: silent },
    ).run(activities.drainOutbox, { organizationId, asOf: vn(at).toISOString() });
  return {
    db,
    register,
    email,
    zalo,
    async remind(at) {
      await stepCycle(db, register.service(at), { periodId });
    },
    drain,
    async drainAll(at) {
      const now = vn(at).getTime();
      for (let next: string | null = vn(at).toISOString(); next && Date.parse(next) <= now; )
        ({ nextAt: next } = await drain(at));
    },
    async reconcile(at) {
      const input = { asOf: vn(at).toISOString() };
      await new MockActivityEnvironment({}, { logger: silent }).run(activities.reconcile, input);
    },
  };
}

/** Links a contact's Zalo account; from now on it is written to there first. */
export async function linkZalo({ db, register }: Desk, position: number): Promise<void> {
  const contactId = register.contacts[position] ?? '';
  const { organizationId } = register;
  const createdAt = vn('2026-01-05');
  const kind = 'zalo' as const;
  await db.contactRoute.create({
    data: {
      organizationId,
      contactId,
      kind,
      address: `zalo-${position}`,
      lastInteractionAt: createdAt,
      createdAt,
    },
  });
}

/** A submission as the services leave it, without everything that belongs to it but not to sending. */
export async function handIn({ db, register }: Desk, position: number, at: string): Promise<void> {
  const { submitReport } = await import('../../services/submissions');
  const sections = { results: 'Đã thực hiện.', difficulties: '', proposals: '', nextPeriod: '' };
  const obligationId = register.obligations[position] ?? '';
  const result = await submitReport(db, register.contact(position, at), { obligationId, sections });
  if (!result.ok) throw new Error(result.error.message);
}

/** The process ends while the provider is being called: nothing is settled. `after`: the provider has taken the message. */
export function dieWhileSending(channel: RecordingChannel, when: 'before' | 'after'): void {
  const died = new Error('SIGKILL');
  if (when === 'before') {
    channel.answerNext(() => {
      throw died;
    });
    return;
  }
  channel.answerNext((message) => {
    (channel.delivered as OutboundMessage[]).push(message);
    throw died;
  });
}

export const refusal = (over: Partial<Refused> = {}): SendResult => ({
  outcome: 'refused',
  permanent: true,
  code: 'ZALO-oa--230',
  reasonVi: 'Người nhận chưa tương tác với Zalo của cơ quan trong 7 ngày qua',
  next: 'other_channel',
  ...over,
});

/** Messages of a kind as the office sees them, in the order in which they were queued. */
export const outbox = ({ db, register }: Desk, kind: 'reminder' | 'alert' | 'receipt' = 'reminder') =>
  db.message.findMany({
    where: { organizationId: register.organizationId, kind },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { items: true, deliveries: { orderBy: { attempt: 'asc' } } },
  });

/** Changes the routes of a contact (or of everybody) and gives their addresses. */
export async function routes(
  { db, register }: Desk,
  who: { contactId?: string; kind?: 'email' | 'zalo' },
  state?: 'active' | 'bounced' | 'opted_out',
): Promise<string[]> {
  const where = { organizationId: register.organizationId, ...who };
  if (state) await db.contactRoute.updateMany({ where, data: { state } });
  return (await db.contactRoute.findMany({ where, orderBy: { id: 'asc' } })).map(({ address }) => address);
}
