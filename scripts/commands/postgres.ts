// `dondoc postgres`: opens one of the databases under .dondoc/ for a look, while nothing else runs it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { untilInterrupted } from '../servers/supervisor';
import { DATA } from '../setup/paths.mjs';
import { SetupError } from '../setup/report.mjs';
import type { Register } from './command';

export const registerPostgres: Register = (program) => {
  program
    .command('postgres')
    .description('start one of the databases under .dondoc/postgres and print its addresses, until Ctrl-C')
    .argument('[purpose]', 'folder below .dondoc/postgres: start, demo, test …', 'start')
    .action(async (purpose: string) => {
      if (!existsSync(join(DATA, 'postgres', purpose, 'data', 'PG_VERSION'))) {
        throw new SetupError(
          `There is no database under .dondoc/postgres/${purpose}.`,
          'The folders there are the purposes that exist; each command makes its own at its first run.',
        );
      }
      const { startPostgres } = await import('../servers/postgres');
      const { Client } = await import('pg');
      const server = await startPostgres({ purpose, durable: purpose === 'start', keepData: true });
      try {
        const client = new Client({ connectionString: server.url() });
        await client.connect();
        const { rows } = await client.query<{ datname: string }>(
          'SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname',
        );
        await client.end();
        for (const { datname } of rows) process.stdout.write(`${server.url(datname)}\n`);
        process.stderr.write('Running until Ctrl-C.\n');
        await untilInterrupted();
      } finally {
        await server.stop();
      }
    });
};
