import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, inTransaction, openDatabase, SERVICE } from '../../services/context';
import { createTestDatabase } from './database';
import { type Databases, openDatabases as open } from './databases';
import { timeSkipping, workflowBundle } from './temporal';

const DAY_MS = 86_400_000;

describe('a database that is used again', () => {
  let openDatabases: Promise<Databases>;
  beforeAll(() => {
    openDatabases = open();
  });
  afterAll(async () => (await openDatabases).stop());

  it('is empty, whatever guards its rows and whoever is still connected', async () => {
    const databases = await openDatabases;
    const given = await databases.take();
    const db = openDatabase(given.url, { poolSize: 2 });
    const organization = await db.organization.create({
      data: {
        name: 'UBND xã Thử',
        placeName: 'Thử',
        level: 'xa',
        system: 'chinh_quyen',
        createdAt: new Date(0),
      },
    });
    const scope = { organizationId: organization.id, actor: SERVICE, asOf: new Date(0) };
    await inTransaction(db, (tx) => audit(tx, scope, { action: 'x', subjectType: 'x', subjectId: 'x' }));
    await databases.giveBack(given.name);
    const again = await databases.take();
    expect(again.name).toBe(given.name);
    const fresh = openDatabase(again.url, { poolSize: 2 });
    expect(await fresh.organization.count()).toBe(0);
    expect(await fresh.auditEntry.count()).toBe(0);
    await expect(fresh.$executeRaw`DELETE FROM "_prisma_migrations" WHERE false`).resolves.toBe(0);
    await Promise.all([db.$disconnect(), fresh.$disconnect()]);
  });

  it.each([
    'CREATE TABLE more (id int)',
    'ALTER TABLE "Organization" DROP COLUMN "parentName"',
    'DROP TABLE "CalendarNotice" CASCADE',
    'CREATE OR REPLACE FUNCTION more() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    'ALTER TABLE "AuditEntry" DISABLE TRIGGER ALL',
  ])('is not used again after %s', async (sql) => {
    const databases = await openDatabases;
    const given = await databases.take();
    const client = new Client({ connectionString: given.url });
    await client.connect();
    await client.query(sql);
    await client.end();
    await databases.giveBack(given.name);
    expect((await databases.take()).name).not.toBe(given.name);
  });
});

describe('what the harness gives a test', () => {
  it('a migrated database of its own, which another test does not see', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await one.db.organization.create({
      data: {
        name: 'UBND xã Thử',
        placeName: 'Thử',
        level: 'xa',
        system: 'chinh_quyen',
        createdAt: new Date(0),
      },
    });
    expect(await one.db.organization.count()).toBe(1);
    expect(await other.db.organization.count()).toBe(0);
  });

  it('the same migrations that prisma migrate deploy would find applied', async () => {
    const { url } = await createTestDatabase();
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ open: string; all: string }>(
      'SELECT count(*) AS all, count(*) FILTER (WHERE finished_at IS NULL) AS open FROM "_prisma_migrations"',
    );
    await client.end();
    expect(rows[0]?.open).toBe('0');
    expect(Number(rows[0]?.all)).toBeGreaterThan(0);
  });

  it('a server whose clock can be moved on', async () => {
    const environment = await timeSkipping();
    const before = await environment.currentTimeMs();
    await environment.sleep('400 days');
    expect(await environment.currentTimeMs()).toBeGreaterThanOrEqual(before + 400 * DAY_MS);
  });

  it('one workflow bundle for the whole run', async () => {
    const [one, other] = await Promise.all([workflowBundle(), workflowBundle()]);
    expect(one.codePath).toBe(other.codePath);
  });
});
