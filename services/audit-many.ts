/** Audit rows and words to workflows by the thousand: one calendar day may move every deadline of a commune. */
import type { AuditInput, Scope, Tx, WorkflowMessageName } from './context';

/** Rows of a statement go to the database as one JSON document; more than this is split. */
const ROWS_PER_STATEMENT = 5000;

/** Appends the rows in their order; the database numbers and chains each (law 7). */
export async function auditMany(tx: Tx, scope: Scope, entries: readonly AuditInput[]): Promise<void> {
  const { organizationId, actor, asOf } = scope;
  for (let at = 0; at < entries.length; at += ROWS_PER_STATEMENT) {
    const json = JSON.stringify(
      entries.slice(at, at + ROWS_PER_STATEMENT).map((entry, position) => ({ position, ...entry })),
    );
    await tx.$executeRaw`
      INSERT INTO "AuditEntry" ("organizationId", "at", "actorKind", "actorId", "actorName", "action", "subjectType",
        "subjectId", "before", "after", "reason")
      SELECT ${organizationId}::uuid, ${asOf}, ${actor.kind}, ${actor.id}, ${actor.name}, e."action", e."subjectType",
        e."subjectId", e."before", e."after", e."reason"
      FROM jsonb_to_recordset(${json}::jsonb) AS e("position" int, "action" text, "subjectType" text, "subjectId" text,
        "before" jsonb, "after" jsonb, "reason" text)
      ORDER BY e."position"`;
  }
}

/** `tellWorkflow` for many workflows at once. */
export async function tellMany(
  tx: Tx,
  { organizationId, asOf }: Scope,
  messages: readonly { workflowId: string; name: WorkflowMessageName; payload?: object }[],
): Promise<void> {
  if (messages.length === 0) return;
  const json = JSON.stringify(messages.map((message) => ({ payload: {}, ...message })));
  await tx.$executeRaw`
    INSERT INTO "WorkflowMessage" ("id", "organizationId", "workflowId", "name", "payload", "createdAt")
    SELECT gen_random_uuid(), ${organizationId}::uuid, m."workflowId", m."name", m."payload", ${asOf}
    FROM jsonb_to_recordset(${json}::jsonb) AS m("workflowId" text, "name" text, "payload" jsonb)`;
}
