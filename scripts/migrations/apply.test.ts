import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/harness/database';
import { readMigrations } from '../migrate';
import { applyMigrations, type Migration } from './apply';
import { diffToSchema } from './engine';

/** What this checkout has, with more behind it. */
const withMore = (...more: Migration[]): Migration[] => [...readMigrations(), ...more];
const probe = (sql: string, name = '99990101000000_probe'): Migration => ({ name, sql });

async function rows(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the migrations of this checkout', () => {
  it('lead to exactly the schema that the client is generated from', async () => {
    const { url } = await createTestDatabase();
    expect(await diffToSchema(url)).toBe('');
  });

  it('would be noticed if they did not', async () => {
    const { url } = await createTestDatabase();
    await rows(url, 'ALTER TABLE "Organization" DROP COLUMN "placeName"');
    expect(await diffToSchema(url)).toContain('ADD COLUMN     "placeName" TEXT NOT NULL');
  });
});

describe('applyMigrations', () => {
  it('applies what is missing, once, also when two processes do it at the same time', async () => {
    const { url } = await createTestDatabase();
    const more = withMore(
      probe('CREATE TABLE probe (id int)'),
      probe('ALTER TABLE probe ADD more int', '99990101000001_more'),
    );
    const done = await Promise.all([applyMigrations(url, more), applyMigrations(url, more)]);
    expect(done.flat()).toEqual(['99990101000000_probe', '99990101000001_more']);
    expect(await applyMigrations(url, more)).toEqual([]);
  });

  it('runs a file as it stands, semicolons in a trigger and all, and records it as Prisma does', async () => {
    const { url } = await createTestDatabase();
    const sql =
      `CREATE FUNCTION probe() RETURNS int LANGUAGE plpgsql AS $$ BEGIN; RETURN 1; END; $$;`.replace(
        'BEGIN;',
        'BEGIN',
      );
    await applyMigrations(url, withMore(probe(sql)));
    const recorded = await rows(
      url,
      `SELECT length(checksum) AS digits, finished_at IS NOT NULL AS finished, applied_steps_count AS steps
       FROM "_prisma_migrations" WHERE migration_name = '99990101000000_probe'`,
    );
    expect(recorded).toEqual([{ digits: 64, finished: true, steps: 1 }]);
    expect(await rows(url, 'SELECT probe() AS one')).toEqual([{ one: 1 }]);
  });

  it('keeps nothing of a file that fails, and says where it failed', async () => {
    const { url } = await createTestDatabase();
    const failing = withMore(
      probe('CREATE TABLE probe (id int);\nINSERT INTO probe VALUES (1);\nSELECT * FROM nowhere;'),
    );
    await expect(applyMigrations(url, failing)).rejects.toThrow(
      /99990101000000_probe failed: .*nowhere.*\(line 3\)/,
    );
    expect(await rows(url, `SELECT to_regclass('probe') AS found`)).toEqual([{ found: null }]);
    expect(await applyMigrations(url, withMore(probe('CREATE TABLE probe (id int)')))).toHaveLength(1);
  });

  it('refuses when an applied file was changed', async () => {
    const { url } = await createTestDatabase();
    const [first, ...others] = readMigrations();
    const changed = [{ name: first?.name ?? '', sql: `${first?.sql}\n-- changed` }, ...others];
    await expect(applyMigrations(url, changed)).rejects.toThrow(/was changed after it had been applied/);
  });

  it('refuses a database that a newer version has migrated', async () => {
    const { url } = await createTestDatabase();
    await applyMigrations(url, withMore(probe('CREATE TABLE probe (id int)')));
    await expect(applyMigrations(url, readMigrations())).rejects.toThrow(/does not know/);
  });
});
