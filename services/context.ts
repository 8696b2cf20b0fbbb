/** What every use case is given, and the two things each of them does besides its own change: audit and tell. */
import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from '../prisma/generated/client';

export type Database = PrismaClient;
/** A transaction on the register; every use case is one. */
export type Tx = Prisma.TransactionClient;

/** Opens the register. One client per process: it holds a pool. */
export function openDatabase(url: string, options: { poolSize?: number } = {}): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: options.poolSize ?? 10 }) });
}

/** Who acts: a staff account, a unit's contact behind a signed link, or the service itself. */
export type Actor =
  | { kind: 'user'; id: string; name: string }
  | { kind: 'contact'; id: string; name: string }
  | { kind: 'service'; id: null; name: string };

export const SERVICE: Actor = { kind: 'service', id: null, name: 'Hệ thống Đôn Đốc' };

/** Scope of a use case: one commune, one actor, one instant (law 3: time is an argument). */
export interface Scope {
  organizationId: string;
  actor: Actor;
  asOf: Date;
}

export interface AuditInput {
  action: string;
  subjectType: string;
  subjectId: string;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
  reason?: string;
}

/** Appends an audit row in the transaction of the change (law 7). The database numbers and chains it. */
export async function audit(tx: Tx, scope: Scope, entry: AuditInput): Promise<void> {
  await tx.auditEntry.create({
    data: {
      organizationId: scope.organizationId,
      at: scope.asOf,
      actorKind: scope.actor.kind,
      actorId: scope.actor.id,
      actorName: scope.actor.name,
      ...entry,
    },
    select: { id: true },
  });
}

/** Messages that running workflows understand (workflows/messages.ts gives their payloads). */
export type WorkflowMessageName = 'registerChanged' | 'submitted' | 'decided' | 'deadlineChanged';

/**
 * Queues a word to a workflow with the change it tells of. It is delivered after the commit by whoever holds a Temporal
 * client and repaired by `reconcile` when that fails (law 1: register first, then message).
 */
export async function tellWorkflow(
  tx: Tx,
  scope: Scope,
  message: { workflowId: string; name: WorkflowMessageName; payload?: Prisma.InputJsonValue },
): Promise<void> {
  await tx.workflowMessage.create({
    data: {
      organizationId: scope.organizationId,
      workflowId: message.workflowId,
      name: message.name,
      payload: message.payload ?? {},
      createdAt: scope.asOf,
    },
    select: { id: true },
  });
}

/**
 * Runs a use case as one transaction. Read committed with explicit row locks: the rules that must hold under
 * concurrency are constraints, and a use case locks the obligation or message it decides about.
 */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Tx) => Promise<T>,
  /** longer only for what touches a whole commune at once */
  { timeoutMs = 30_000 }: { timeoutMs?: number } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.$transaction(work, { maxWait: 10_000, timeout: timeoutMs });
    } catch (error) {
      // Two use cases that lock the same rows in different order: the database ends one of them whole, and since a
      // use case touches nothing but the database, it is simply done again.
      if (attempt === MOST_ATTEMPTS || !isDeadlock(error)) throw error;
    }
  }
}

const MOST_ATTEMPTS = 4;

/** Prisma's code of a write conflict, or PostgreSQL's own (40P01 deadlock, 40001 serialization) from a raw query. */
function isDeadlock(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && error.code === 'P2034') return true;
  return /\b(40P01|40001|deadlock detected)\b/.test(error instanceof Error ? error.message : '');
}

/** Takes the row lock on one obligation, so that a submission and a decision about it come one after the other (B69). */
export async function lockObligation(tx: Tx, organizationId: string, obligationId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Obligation" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${obligationId}::uuid FOR UPDATE`;
}
