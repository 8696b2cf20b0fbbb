// The run's PostgreSQL cluster and the databases in it: cloned from a migrated template, used again after a test that passed.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Client } from 'pg';
import { migrateDatabase, readMigrations } from '../../scripts/migrate';
import { type PostgresServer, startPostgres } from '../../scripts/servers/postgres';
import { resetDatabase, schemaOf } from './reset';

export interface GivenDatabase {
  name: string;
  url: string;
  /** The cluster's folder below .dondoc/postgres. */
  purpose: string;
}

export interface Databases {
  take(): Promise<GivenDatabase>;
  /** Takes back a database that no test needs any more. */
  giveBack(name: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The cluster stays on disk between runs, so a run begins in a blink and a failed test's database can be looked at
 * (`npm run --silent dondoc -- postgres test`) until the next run. Two runs at once get two clusters.
 */
export async function openDatabases(): Promise<Databases> {
  const server = await startPostgres({ purpose: 'test', durable: false, whenBusy: 'next' });
  const template = await prepareTemplate(server);
  const purpose = basename(server.folder);
  const free: string[] = [];
  const schemas = new Map<string, string>();
  let count = 0;
  return {
    async take() {
      const used = free.pop();
      if (used) return { name: used, url: server.url(used), purpose };
      count += 1;
      const name = `test_${count}`;
      const url = await server.ensureDatabase(name, { template });
      schemas.set(name, await schemaOf(url));
      return { name, url, purpose };
    },
    async giveBack(name) {
      if (await resetDatabase(server.url(name), schemas.get(name) ?? '')) free.push(name);
      else await server.dropDatabase(name);
    },
    stop: () => server.stop(),
  };
}

async function prepareTemplate(server: PostgresServer): Promise<string> {
  const digest = createHash('sha256').update(JSON.stringify(readMigrations())).digest('hex').slice(0, 12);
  const template = `template_${digest}`;
  const client = new Client({ connectionString: server.url() });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%' OR datname LIKE 'template\\_%'`,
  );
  await client.end();
  const leftovers = rows.map(({ datname }) => datname).filter((name) => name !== template);
  for (const name of leftovers) await server.dropDatabase(name);
  if (leftovers.length < rows.length) return template;
  // Under its own name only when it is complete: a crash in between leaves no half-made template.
  await server.dropDatabase('test_template_draft');
  await migrateDatabase(await server.ensureDatabase('test_template_draft'));
  await server.ensureDatabase(template, { template: 'test_template_draft' });
  await server.dropDatabase('test_template_draft');
  return template;
}
