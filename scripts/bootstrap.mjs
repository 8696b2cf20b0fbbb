// First step of every command, in plain Node without packages: brings the checkout into a state in which the command can run.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './setup/lock.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ROOT, STATE } from './setup/paths.mjs';
import { ensurePrismaClient } from './setup/prisma-client.mjs';
import { SetupError, say } from './setup/report.mjs';
import { ensureProgram } from './setup/temporal.mjs';

/** The oldest Node release that runs TypeScript through `--import tsx` and holds all packages: package.json "engines". */
const OLDEST_NODE = [20, 19];

/**
 * Packages, database client and the named Temporal programs; each only if missing or out of date.
 * @param {{programs?: ('temporal' | 'temporal-test-server')[]}} [needs]
 */
export async function bootstrap(needs = {}) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new SetupError(
      `Node ${process.versions.node} is too old.`,
      `Install Node ${OLDEST_NODE.join('.')} or later (node --version shows which one runs).`,
    );
  }
  // Two commands started at once in one checkout: the second waits for the first and then finds everything in place.
  await withLock(
    join(STATE, 'bootstrap.lock'),
    async () => {
      await ensurePackages();
      if (existsSync(join(ROOT, 'prisma', 'schema.prisma'))) await ensurePrismaClient();
      for (const program of needs.programs ?? []) {
        if (program === 'temporal' && process.env.TEMPORAL_ADDRESS) continue;
        await ensureProgram(program);
      }
    },
    (pid) => say(`Waiting for another command that is setting up this checkout (process ${pid ?? '?'}) …`),
  );
}

/** Prints a failure of the set-up the way an operator can use it, and ends with exit code 1. */
export function failSetup(error) {
  if (error instanceof SetupError) {
    process.stderr.write(`\nSet-up failed: ${error.message}\n\nWhat to do: ${error.wayOut}\n`);
  } else {
    process.stderr.write(`\nSet-up failed: ${error?.stack ?? error}\n`);
  }
  process.exit(1);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await bootstrap({ programs: ['temporal', 'temporal-test-server'] }).catch(failSetup);
}
