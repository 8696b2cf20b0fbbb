import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from './database';
import { timeSkipping, workflowBundle } from './temporal';

const DAY_MS = 86_400_000;

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
