// The register's schema: `npm run migrate` brings a database up to date, `npm run migrate:new -- <name>` writes the next migration.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { applyMigrations, type Migration } from './migrations/apply';
import { startPostgres } from './servers/postgres';
import { ROOT } from './setup/paths.mjs';
import { SetupError } from './setup/report.mjs';

const FOLDER = join(ROOT, 'prisma', 'migrations');

/** The migrations of this checkout in their order. */
export function readMigrations(): Migration[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(FOLDER, name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Brings a database up to date; see {@link applyMigrations}. Returns the names applied now. */
export async function migrateDatabase(databaseUrl: string): Promise<string[]> {
  return applyMigrations(databaseUrl, readMigrations());
}

/**
 * Writes a migration that leads from the existing ones to prisma/schema.prisma. What Prisma cannot express (triggers,
 * checks, partial indexes) is then added by hand to the same file.
 * @returns the file, or undefined when the schema holds nothing new
 */
export async function createMigration(name: string, at: Date): Promise<string | undefined> {
  if (!/^[a-z0-9_]+$/.test(name)) {
    throw new SetupError(
      `"${name}" is not a name for a migration.`,
      'Use small letters, digits and underscores, for example: npm run migrate:new -- unit_successors',
    );
  }
  const server = await startPostgres({ purpose: 'migrate', durable: false, fresh: true, whenBusy: 'next' });
  try {
    const url = await server.ensureDatabase('scratch');
    await migrateDatabase(url);
    const { diffToSchema } = await import('./migrations/engine');
    const sql = await diffToSchema(url);
    if (sql.trim() === '') return undefined;
    const stamp = at.toISOString().replaceAll(/\D/g, '').slice(0, 14);
    const folder = join(FOLDER, `${stamp}_${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'migration.sql'), sql);
    return join(folder, 'migration.sql');
  } finally {
    await server.stop();
  }
}

/** The command line: `new <name>` or nothing (apply to DATABASE_URL). */
export async function main(args: readonly string[]): Promise<void> {
  if (args[0] === 'new') {
    const file = await createMigration(args[1] ?? '', new Date());
    process.stdout.write(
      file ? `Written: ${file.slice(ROOT.length + 1)}\n` : 'The migrations already lead to this schema.\n',
    );
    return;
  }
  const url = process.env.DATABASE_URL;
  if (!url) {
    throw new SetupError(
      'DATABASE_URL is not set.',
      'Name the database to migrate (postgresql://user:password@host:port/name). The databases of npm start, demo and test are migrated by those commands.',
    );
  }
  const applied = await migrateDatabase(url);
  process.stdout.write(
    applied.length === 0 ? 'Nothing to apply.\n' : `Applied:\n  ${applied.join('\n  ')}\n`,
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await main(process.argv.slice(2));
