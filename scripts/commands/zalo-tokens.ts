// `dondoc zalo-tokens`: the first pair of tokens, copied from the API Explorer of Zalo's console (zalo/openapi §2.2).
import { createInterface } from 'node:readline/promises';
import { readConfig } from '../../config/env';
import { SetupError } from '../setup/report.mjs';
import type { Register } from './command';

export const registerZaloTokens: Register = (program) => {
  program
    .command('zalo-tokens')
    .description(
      'store the first access and refresh token of the Official Account (asked for, never on the command line)',
    )
    .action(async () => {
      const config = readConfig(process.env);
      const { zalo } = config;
      if (!zalo)
        throw new SetupError(
          'No Official Account is configured.',
          'Set ZALO_APP_ID and the others first (dondoc -- env).',
        );
      const pair = await askForPair();
      const { withRegister } = await import('../service/register');
      const { storeZaloTokens, zaloOrganization } = await import('../service/zalo-account');
      await withRegister(async (db) => {
        const organizationId = await zaloOrganization(config, db);
        if (!organizationId) {
          throw new SetupError(
            'It is not clear whose Official Account this is.',
            'Set ZALO_ORGANIZATION_ID (dondoc -- organizations).',
          );
        }
        await storeZaloTokens({ db, organizationId, zalo, pair, issuedAt: new Date() });
      });
      process.stdout.write('Stored. The service refreshes them from now on.\n');
    });
};

/** From the keyboard or a pipe: command lines end up in histories and process lists. */
async function askForPair(): Promise<{ accessToken: string; refreshToken: string }> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const lines = terminal[Symbol.asyncIterator]();
  const ask = async (what: string): Promise<string> => {
    process.stderr.write(`${what}: `);
    const { value } = (await lines.next()) as { value: string | undefined };
    if (!value?.trim())
      throw new SetupError(`${what} is missing.`, 'Console: Tools → API Explorer → OA Access Token.');
    return value.trim();
  };
  try {
    return { accessToken: await ask('Access token'), refreshToken: await ask('Refresh token') };
  } finally {
    terminal.close();
  }
}
