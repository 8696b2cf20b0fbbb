/** The audit log is complete: one chain for each organization, every hash as the database makes it. */
import { createHash } from 'node:crypto';
import { type AuditRow, type Examined, examine, type Facts, grouped } from '../facts';

export function auditChain({ ledger }: Facts): Examined {
  const chains = [...grouped(ledger.audit, ({ organizationId }) => organizationId).values()];
  const links = chains.flatMap((chain) =>
    chain.map((entry, position) => ({ entry, before: chain[position - 1] })),
  );
  return examine(links, function* ({ entry, before }) {
    const ids = [String(entry.id)];
    if (before && entry.id <= before.id) yield { detail: `numbered ${entry.id} after ${before.id}`, ids };
    if (entry.previousHash !== (before?.hash ?? ''))
      yield { detail: 'does not link to the entry before it', ids };
    if (entry.hash !== hashOf(entry)) yield { detail: 'does not say what it said when it was written', ids };
  });
}

const SEPARATOR = '\u001f';

/** The formula of the trigger `audit_chain` (prisma/migrations). */
export function hashOf(entry: Omit<AuditRow, 'hash'>): string {
  const { organizationId, at, actor, action, subjectType, subjectId, before, after, reason } = entry;
  const text = [
    entry.previousHash,
    organizationId,
    new Date(at).toISOString().slice(0, -1),
    actor.kind,
    actor.id ?? '',
    actor.name,
    action,
    subjectType,
    subjectId,
    before === null ? '' : jsonbText(before),
    after === null ? '' : jsonbText(after),
    reason ?? '',
  ].join(SEPARATOR);
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** A value as PostgreSQL prints jsonb: keys by length and then by bytes, a blank after every colon and comma. */
function jsonbText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonbText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => ({
    key,
    bytes: Buffer.from(key, 'utf8'),
    inner,
  }));
  entries.sort((a, b) => a.bytes.length - b.bytes.length || Buffer.compare(a.bytes, b.bytes));
  return `{${entries.map(({ key, inner }) => `${JSON.stringify(key)}: ${jsonbText(inner)}`).join(', ')}}`;
}
