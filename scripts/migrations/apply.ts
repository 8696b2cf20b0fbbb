// Applies migrations and keeps Prisma's record of them, so that `prisma migrate deploy` and this script agree.
//
// Prisma's engine in its WebAssembly form cannot do it here: its driver cuts a file at every semicolon, also inside a
// trigger's body. PostgreSQL itself takes a whole file in one message and as one transaction.
import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { SetupError } from '../setup/report.mjs';

export interface Migration {
  name: string;
  sql: string;
}

/** Prisma's advisory lock for migrations: its command line and this script exclude each other. */
const MIGRATION_LOCK = 72_707_369;

/** As Prisma 7 creates it. */
const RECORD_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum"            VARCHAR(64) NOT NULL,
  "finished_at"         TIMESTAMPTZ,
  "migration_name"      VARCHAR(255) NOT NULL,
  "logs"                TEXT,
  "rolled_back_at"      TIMESTAMPTZ,
  "started_at"          TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

interface Recorded {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/**
 * Applies what is missing, in order, each file as it stands; safe when two processes do it at once.
 * @returns the names applied now
 * @throws SetupError when an applied file was changed afterwards, when the database knows migrations this checkout does
 *   not have, or when a file fails (nothing of it remains then)
 */
export async function applyMigrations(
  databaseUrl: string,
  migrations: readonly Migration[],
): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(RECORD_TABLE);
    const { rows } = await client.query<Recorded>(
      'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
    );
    const missing = missingMigrations(migrations, rows);
    for (const migration of missing) await applyOne(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

function missingMigrations(migrations: readonly Migration[], recorded: readonly Recorded[]): Migration[] {
  const known = new Set(migrations.map(({ name }) => name));
  for (const { migration_name, finished_at } of recorded) {
    if (!known.has(migration_name)) {
      throw new SetupError(
        `The database has the migration ${migration_name}, which this version of the program does not know.`,
        'It was used by a newer version: update the program, or restore the backup taken before that update.',
      );
    }
    if (finished_at === null) {
      throw new SetupError(
        `The migration ${migration_name} was begun by another tool and did not end.`,
        `Look at the database, then: npx prisma migrate resolve --rolled-back ${migration_name}`,
      );
    }
  }
  const checksums = new Map(recorded.map((row) => [row.migration_name, row.checksum]));
  return migrations.filter((migration) => {
    const before = checksums.get(migration.name);
    if (before !== undefined && before !== checksum(migration)) {
      throw new SetupError(
        `The migration ${migration.name} was changed after it had been applied to this database.`,
        'Migrations only go forward: take the change back and write a new one (npm run migrate:new -- <name>).',
      );
    }
    return before === undefined;
  });
}

async function applyOne(client: Client, migration: Migration): Promise<void> {
  const begun = new Date();
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum(migration), migration.name, begun],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    const { message, position } = error as { message: string; position?: string };
    const line = position ? ` (line ${migration.sql.slice(0, Number(position)).split('\n').length})` : '';
    throw new SetupError(
      `The migration ${migration.name} failed: ${message}${line}`,
      'Nothing of it was kept. Mend the file (it was never applied) or the data it stumbled over, and run it again.',
    );
  }
}

function checksum({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex');
}
