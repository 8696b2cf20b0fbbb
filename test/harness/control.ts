// What one test run shares: a PostgreSQL cluster with a migrated template, and the workflow bundle. Made when first asked for.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { basename } from 'node:path';
import { Client } from 'pg';
import { workflowBundleFile } from '../../scripts/build/workflow-bundle';
import { migrateDatabase, readMigrations } from '../../scripts/migrate';
import { type PostgresServer, startPostgres } from '../../scripts/servers/postgres';

export interface Control {
  url: string;
  close(): Promise<void>;
}

/** Runs in vitest's main process; the test files, each in a process of its own, ask it over HTTP (see client.ts). */
export async function startControl(): Promise<Control> {
  let cluster: Promise<TestCluster> | undefined;
  let bundle: Promise<string> | undefined;
  let count = 0;
  const answer = async (path: string): Promise<unknown> => {
    const [, verb, name] = path.split('/');
    if (verb === 'bundle') {
      bundle ??= workflowBundleFile();
      return { codePath: await bundle };
    }
    cluster ??= startCluster();
    const { server, template } = await cluster;
    if (verb === 'drop' && name) {
      await server.dropDatabase(name);
      return {};
    }
    count += 1;
    const database = `test_${count}`;
    return {
      name: database,
      url: await server.ensureDatabase(database, { template }),
      purpose: basename(server.folder),
    };
  };
  const http = createServer((request, response) => {
    answer(request.url ?? '').then(
      (body) => response.end(JSON.stringify(body)),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
      },
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (typeof address !== 'object' || !address) throw new Error('the harness has no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      http.closeAllConnections();
      http.close();
      await (await cluster?.catch(() => undefined))?.server.stop();
    },
  };
}

interface TestCluster {
  server: PostgresServer;
  template: string;
}

/**
 * The cluster stays on disk between runs, so a run begins in a blink and a failed test's database can be looked at
 * (`npm run --silent dondoc -- postgres test`) until the next run. Two runs at once get two clusters.
 */
async function startCluster(): Promise<TestCluster> {
  const server = await startPostgres({ purpose: 'test', durable: false, whenBusy: 'next' });
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
  if (leftovers.length < rows.length) return { server, template };
  // Under its own name only when it is complete: a crash in between leaves no half-made template.
  await server.dropDatabase('test_template_draft');
  await migrateDatabase(await server.ensureDatabase('test_template_draft'));
  await server.ensureDatabase(template, { template: 'test_template_draft' });
  await server.dropDatabase('test_template_draft');
  return { server, template };
}
